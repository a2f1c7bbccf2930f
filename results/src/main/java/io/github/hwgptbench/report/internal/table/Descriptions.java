package io.github.hwgptbench.report.internal.table;

import io.github.hwgptbench.analysis.AnalysisSettings;
import io.github.hwgptbench.analysis.Mark;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.internal.text.Text;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What captions and notes of several tables say. */
final class Descriptions {

  private Descriptions() {}

  /** Returns what an indicator measures, for a caption. */
  static String of(Indicator indicator, ProblemAnalysis problem) {
    return indicator.description(problem.protocol(), target(problem));
  }

  /** Returns the indicators without the first one, which algorithms are ranked by. */
  static List<Indicator> others(List<Indicator> indicators) {
    return indicators.subList(1, indicators.size());
  }

  /** Returns the heading of a column. */
  static String title(Indicator indicator) {
    return capitalized(indicator.label());
  }

  /** Returns the name of a column for programs. */
  static String field(Indicator indicator) {
    return indicator.label().toLowerCase(Locale.ROOT);
  }

  /** Returns the title of the column of the area under curves of some problems. */
  static String meanHypervolume(List<ProblemAnalysis> problems) {
    String counted = counted(problems);
    return counted.equals("budget") ? "Mean hypervolume" : "Mean hypervolume over the " + counted;
  }

  /** Returns what the curves of some problems are drawn over. */
  static String counted(List<ProblemAnalysis> problems) {
    return problems.stream()
        .map(ProblemAnalysis::counted)
        .distinct()
        .collect(Collectors.joining(" or "));
  }

  /** Joins words as a sentence does. */
  static String joined(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  static String capitalized(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  static String target(ProblemAnalysis problem) {
    return problem.targetInWords();
  }

  /** Returns what emphasis says, for the marks that there are. */
  static List<String> marks(List<Mark> marks, AnalysisSettings settings) {
    if (marks.stream().allMatch(Mark.UNMEASURED::equals)) {
      return List.of();
    }
    String notes = "Bold: the best median.";
    if (marks.contains(Mark.NOT_WORSE)) {
      notes += " Underlined: not significantly worse than it (signed-rank test paired by seed,"
          + Text.format(
              " Holm's correction over all pairs of the problem, level %s).", settings.level());
    }
    if (marks.contains(Mark.UNDECIDED)) {
      notes +=
          " With so few seeds some differences cannot be significant, and nothing is underlined for them.";
    }
    return List.of(notes);
  }

  /** Returns how far from the optimum the best-known Pareto fronts of problems can be. */
  static List<String> certificates(List<ProblemAnalysis> problems) {
    return problems.stream()
        .flatMap(problem -> problem.bound().stream())
        .distinct()
        .map(bound -> Text.format(
            "The best-known Pareto front of %s is %s.", bound.problem(), bound.inWords()))
        .toList();
  }

  /** Returns a number of seeds, or the smallest and the largest. */
  static String seeds(ProblemAnalysis problem) {
    return range(problem.algorithms().stream().mapToInt(it -> it.runs().size()));
  }

  /** Returns a number, or the smallest and the largest where they differ; 0 if there are none. */
  static String range(IntStream numbers) {
    IntSummaryStatistics range = numbers.summaryStatistics();
    if (range.getCount() == 0) {
      return "0";
    }
    return range.getMin() == range.getMax()
        ? String.valueOf(range.getMax())
        : Text.format("%d to %d", range.getMin(), range.getMax());
  }
}

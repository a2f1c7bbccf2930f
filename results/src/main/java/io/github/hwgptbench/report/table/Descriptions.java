package io.github.hwgptbench.report.table;

import io.github.hwgptbench.analysis.AnalysisSettings;
import io.github.hwgptbench.analysis.Indicator;
import io.github.hwgptbench.analysis.Mark;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What captions and notes of several tables say. */
final class Descriptions {

  private Descriptions() {}

  /** Returns what an indicator is measured by, such as for a caption. */
  static String of(Indicator indicator, ProblemAnalysis problem) {
    return switch (indicator) {
      case HYPERVOLUME ->
        String.format(
            Locale.ROOT,
            "hypervolume (protocol %s: bounds %s, reference point %s) relative to %s",
            problem.protocol().id(),
            problem.protocol().bounds().version(),
            problem.protocol().coordinates(),
            target(problem));
      case IGD_PLUS ->
        String.format(
            Locale.ROOT,
            "IGD+ to %s, of values normalised by the bounds %s",
            target(problem),
            problem.bounds().version());
      case EPSILON ->
        String.format(
            Locale.ROOT,
            "additive epsilon to %s, of values normalised by the bounds %s",
            target(problem),
            problem.bounds().version());
    };
  }

  static String target(ProblemAnalysis problem) {
    return switch (problem.target().source()) {
      case BEST_KNOWN -> "the best front known";
      case POOLED -> "what all runs found together";
    };
  }

  /** Returns what emphasis says, for the marks that there are. */
  static List<String> marks(List<Mark> marks, AnalysisSettings settings) {
    String notes = "Bold: the best median.";
    if (marks.contains(Mark.NOT_WORSE)) {
      notes += " Underlined: not significantly worse than it (signed-rank test paired by seed,"
          + String.format(
              Locale.ROOT,
              " Holm's correction over all pairs of the problem, level %s).",
              settings.level());
    }
    if (marks.contains(Mark.UNDECIDED)) {
      notes += " There are too few seeds for the tests to tell some from it, which are not marked.";
    }
    return List.of(notes);
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
        : String.format(Locale.ROOT, "%d to %d", range.getMin(), range.getMax());
  }
}

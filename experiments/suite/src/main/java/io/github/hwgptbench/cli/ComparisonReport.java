package io.github.hwgptbench.cli;

import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.OverallAnalysis;
import io.github.hwgptbench.analysis.PairTest;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.analysis.Ranking;
import io.github.hwgptbench.analysis.SuiteAnalysis;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.statistics.Summary;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Prints new algorithms beside those that they are compared with, the best first, problem by
 * problem, or as one table for programs.
 */
final class ComparisonReport {

  private static final String HYPERVOLUME = "rel_hv";
  private static final String REGRET = "regret";

  private final Table.Format format;
  private final PrintWriter out;
  private final PrintWriter words;

  /**
   * Begins.
   *
   * @param out receives tables
   * @param err receives the words about them where tables are for programs
   */
  ComparisonReport(Table.Format format, PrintWriter out, PrintWriter err) {
    this.format = format;
    this.out = out;
    this.words = format == Table.Format.TEXT ? out : err;
  }

  void print(SuiteAnalysis analysis) {
    if (format == Table.Format.TEXT) {
      for (ProblemAnalysis problem : analysis.problems()) {
        out.printf(
            Locale.ROOT,
            "%s, after %s per run%s%s%n%n",
            problem.problem(),
            problem.budget().inWords(),
            problem.noisy() ? ", noisy" : "",
            problem.settings().circumstances());
        Table table = new Table(columns(List.of(quality(problem))));
        rows(problem, List.of(quality(problem))).forEach(row -> table.add(row.toArray()));
        table.print(format, out);
        out.println();
        problem.notes().forEach(out::println);
        if (!problem.notes().isEmpty()) {
          out.println();
        }
      }
    } else {
      tableForPrograms(analysis).print(format, out);
      for (ProblemAnalysis problem : analysis.problems()) {
        problem
            .notes()
            .forEach(note -> words.printf(Locale.ROOT, "%s: %s%n", problem.problem(), note));
      }
    }
    words.printf(
        Locale.ROOT,
        "rel_hv: hypervolume as a share of that of the best-known Pareto front, unless noted"
            + " otherwise above; q1, q3: quartiles%nover the seeds. mean_rank: over the seeds that"
            + " all have, 1 is the best. p_best_other: signed-rank test over the seeds,%nagainst the"
            + " best of the other algorithms, after Holm's correction for all pairs of the problem.%n");
    if (analysis.problems().stream().anyMatch(ProblemAnalysis::singleObjective)) {
      words.printf(
          Locale.ROOT,
          "regret: on problems of one objective, the best feasible value minus the best-known"
              + " one, normalised by the bounds; less is better.%n");
    }
    analysis.overall().ifPresent(this::overall);
  }

  private static Table tableForPrograms(SuiteAnalysis analysis) {
    List<String> columns = new ArrayList<>(List.of("problem", "noisy", "evaluations"));
    List<String> qualities = analysis.problems().stream()
        .map(ComparisonReport::quality)
        .distinct()
        .sorted(Comparator.reverseOrder())
        .toList();
    columns.addAll(columns(qualities));
    Table table = new Table(columns);
    for (ProblemAnalysis problem : analysis.problems()) {
      for (List<Object> row : rows(problem, qualities)) {
        List<Object> cells =
            new ArrayList<>(List.of(problem.problem(), Boolean.toString(problem.noisy()), (long)
                problem.settings().evaluations()));
        cells.addAll(row);
        table.add(cells.toArray());
      }
    }
    return table;
  }

  private void overall(OverallAnalysis overall) {
    Ranking ranking = overall.rankings().get(0);
    Map<Double, List<String>> byRank = new TreeMap<>();
    for (int i = 0; i < ranking.algorithms().size(); i++) {
      byRank
          .computeIfAbsent(ranking.friedman().averageRanks().get(i), rank -> new ArrayList<>())
          .add(ranking.algorithms().get(i));
    }
    words.printf(
        Locale.ROOT,
        "Mean rank over the %s (%d): %s%n",
        ranking.blocks().label(),
        ranking.friedman().blocks(),
        byRank.entrySet().stream()
            .map(entry ->
                Text.format("%s %.2f", String.join(" and ", entry.getValue()), entry.getKey()))
            .collect(Collectors.joining(", ")));
  }

  private static String quality(ProblemAnalysis problem) {
    return problem.singleObjective() ? REGRET : HYPERVOLUME;
  }

  private static List<String> columns(List<String> qualities) {
    List<String> columns = new ArrayList<>(List.of("algorithm", "suite", "runs"));
    qualities.forEach(
        quality -> List.of("median", "q1", "q3").forEach(it -> columns.add(quality + "_" + it)));
    columns.addAll(List.of("mean_rank", "p_best_other"));
    return columns;
  }

  private static List<List<Object>> rows(ProblemAnalysis problem, List<String> qualities) {
    List<AlgorithmAnalysis> bestFirst = problem.algorithms().stream()
        .sorted(Comparator.comparingDouble((AlgorithmAnalysis it) -> merit(problem, it))
            .reversed())
        .toList();
    List<List<Object>> rows = new ArrayList<>();
    for (AlgorithmAnalysis algorithm : bestFirst) {
      Summary summary = algorithm.summary(problem.rankedBy()).summary();
      List<Object> row = new ArrayList<>(
          List.of(algorithm.of().algorithm(), algorithm.of().suite(), (long) summary.count()));
      for (String quality : qualities) {
        row.addAll(
            quality.equals(quality(problem))
                ? List.of(summary.median(), summary.lowerQuartile(), summary.upperQuartile())
                : Arrays.asList(null, null, null));
      }
      row.add(meanRank(problem, algorithm).orElse(null));
      row.add(bestFirst.stream()
          .filter(other -> other != algorithm)
          .findFirst()
          .map(other -> adjustedPValue(problem, algorithm, other))
          .orElse(null));
      rows.add(row);
    }
    return rows;
  }

  private static double merit(ProblemAnalysis problem, AlgorithmAnalysis algorithm) {
    return problem
        .rankedBy()
        .better()
        .merit(algorithm.summary(problem.rankedBy()).summary().median());
  }

  private static Optional<Double> meanRank(ProblemAnalysis problem, AlgorithmAnalysis algorithm) {
    return problem
        .ranking()
        .map(ranking ->
            ranking.friedman().averageRanks().get(ranking.algorithms().indexOf(algorithm.name())));
  }

  private static double adjustedPValue(
      ProblemAnalysis problem, AlgorithmAnalysis one, AlgorithmAnalysis other) {
    return problem.tests(problem.rankedBy()).pairs().stream()
        .filter(pair -> isOf(pair, one, other) || isOf(pair, other, one))
        .findFirst()
        .orElseThrow()
        .comparison()
        .adjustedPValue();
  }

  private static boolean isOf(PairTest pair, AlgorithmAnalysis first, AlgorithmAnalysis second) {
    return pair.first().equals(first.name()) && pair.second().equals(second.name());
  }
}

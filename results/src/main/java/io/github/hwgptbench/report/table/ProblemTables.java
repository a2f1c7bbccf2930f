package io.github.hwgptbench.report.table;

import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.AnalysisSettings;
import io.github.hwgptbench.analysis.FeasibilityAnalysis;
import io.github.hwgptbench.analysis.IndicatorSummary;
import io.github.hwgptbench.analysis.Mark;
import io.github.hwgptbench.analysis.PairTest;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.analysis.Ranking;
import io.github.hwgptbench.analysis.RunScore;
import io.github.hwgptbench.analysis.TargetTime;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.record.PlainNumber;
import io.github.hwgptbench.report.table.Table.Cell;
import io.github.hwgptbench.report.table.Table.Column;
import io.github.hwgptbench.report.table.Table.Emphasis;
import io.github.hwgptbench.statistics.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of one problem. */
public final class ProblemTables {

  private ProblemTables() {}

  /**
   * Returns all tables that there is something to put in: {@code results}, {@code feasibility},
   * {@code targets}, {@code pairs}, {@code ranks} and {@code times}.
   */
  public static List<Table> all(ProblemAnalysis problem, AnalysisSettings settings) {
    List<Table> tables = new ArrayList<>();
    tables.add(results(problem, settings));
    if (!problem.constraints().isEmpty()) {
      tables.add(feasibility(problem));
    }
    if (!settings.targets().isEmpty()) {
      tables.add(targets(problem, settings));
    }
    if (problem.algorithms().size() > 1) {
      tables.add(pairs(problem, problem.rankedBy()));
    }
    problem.ranking().ifPresent(ranking -> tables.add(ranks(problem, ranking)));
    tables.add(times(problem));
    return tables;
  }

  /** Returns how good the algorithms are at the end, in all indicators. */
  public static Table results(ProblemAnalysis problem, AnalysisSettings settings) {
    String interval = String.format(
        Locale.ROOT,
        "%s %% interval of the median",
        Rounded.significant(100 * settings.confidence(), 3));
    List<Column> columns = new ArrayList<>(List.of(
        Column.words("Algorithm", "algorithm"),
        Column.numbers("Seeds", "seeds"),
        summary(Descriptions.title(problem.rankedBy()), Descriptions.field(problem.rankedBy())),
        Column.numbers(interval, "interval lower", "interval upper"),
        problem.singleObjective()
            ? summary(bestTitle(problem), "best value")
            : summary("Mean hypervolume", "mean relative hypervolume over the budget")));
    List<Indicator> others = Descriptions.others(problem.indicators());
    others.forEach(indicator ->
        columns.add(summary(Descriptions.title(indicator), Descriptions.field(indicator))));
    List<List<Cell>> rows = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    for (AlgorithmAnalysis algorithm : problem.algorithms()) {
      IndicatorSummary hypervolume = algorithm.summary(problem.rankedBy());
      algorithm.indicators().values().forEach(it -> marks.add(it.mark()));
      List<Cell> row = new ArrayList<>(List.of(
          Cell.of(algorithm.name()),
          Cell.of(algorithm.runs().size()),
          Cells.indicator(problem.rankedBy(), hypervolume),
          Cell.of(
              String.format(
                  Locale.ROOT,
                  "%s to %s",
                  Cells.rounded(problem.rankedBy(), hypervolume.median().lower()),
                  Cells.rounded(problem.rankedBy(), hypervolume.median().upper())),
              PlainNumber.of(hypervolume.median().lower()),
              PlainNumber.of(hypervolume.median().upper())),
          problem.singleObjective()
              ? Cells.best(algorithm)
              : Cells.summary(
                  Summary.of(algorithm.runs().stream()
                      .mapToDouble(RunScore::meanHypervolume)
                      .toArray()),
                  value -> Rounded.decimals(value, 4))));
      others.forEach(
          indicator -> row.add(Cells.indicator(indicator, algorithm.summary(indicator))));
      rows.add(row);
    }
    return new Table(
        "results",
        String.format(
            Locale.ROOT,
            "%s after %d evaluations: %s%s. Cells: median [lower quartile, upper quartile] over the seeds.",
            problem.problem(),
            problem.evaluations(),
            Descriptions.of(problem.rankedBy(), problem),
            others.isEmpty()
                ? ""
                : "; "
                    + Descriptions.joined(others.stream().map(Indicator::label).toList())
                    + " to the same front, of normalised values"),
        columns,
        rows,
        Stream.concat(
                Descriptions.marks(marks, settings).stream(),
                Stream.of(
                    problem.singleObjective()
                        ? "Best value: of the seeds that found a feasible one."
                        : "Mean hypervolume: the relative hypervolume after every evaluation,"
                            + " averaged; the area under its curve."))
            .toList());
  }

  private static String bestTitle(ProblemAnalysis problem) {
    String unit = problem.objectives().get(0).unit();
    return unit.isEmpty() ? "Best value" : "Best value [" + unit + "]";
  }

  /** Returns how the algorithms cope with the constraints. */
  public static Table feasibility(ProblemAnalysis problem) {
    List<List<Cell>> rows = new ArrayList<>();
    for (AlgorithmAnalysis algorithm : problem.algorithms()) {
      FeasibilityAnalysis feasibility = algorithm.feasibility().orElseThrow();
      Cell first = target(feasibility.first());
      rows.add(List.of(
          Cell.of(algorithm.name()),
          Cell.of(algorithm.runs().size()),
          Cells.summary(feasibility.share(), value -> Rounded.decimals(value, 3)),
          Cells.summary(feasibility.violation(), value -> Rounded.decimals(value, 4)),
          feasibility.first().reached() == 0
              ? Cell.of("nothing feasible found", first.values().toArray(String[]::new))
              : first));
    }
    return new Table(
        "feasibility",
        String.format(
            Locale.ROOT,
            "%s: feasibility of %d evaluations. Constraints: %s. Cells: median [lower quartile, upper quartile] over the seeds; of the first feasible evaluation, the median and how many seeds found one.",
            problem.problem(),
            problem.evaluations(),
            problem.constraints().stream()
                .map(Constraint::toString)
                .collect(Collectors.joining(", "))),
        List.of(
            Column.words("Algorithm", "algorithm"),
            Column.numbers("Seeds", "seeds"),
            summary("Share feasible", "share feasible"),
            summary("Mean violation", "mean violation"),
            Column.numbers(
                "Evaluations to the first feasible",
                "first feasible median",
                "first feasible lower quartile",
                "first feasible upper quartile",
                "first feasible reached",
                "first feasible seeds",
                "first feasible expected running time")),
        rows,
        List.of("Violation of an evaluation: the amounts by which constraints are broken, each as a"
            + " share of its bound, added up; 0 for a feasible one. Seeds that find nothing feasible"
            + " count as later than all others."));
  }

  private static Column summary(String title, String field) {
    return Column.numbers(
        title, field + " median", field + " lower quartile", field + " upper quartile");
  }

  /** Returns after how many evaluations the algorithms reach shares of the target's hypervolume. */
  public static Table targets(ProblemAnalysis problem, AnalysisSettings settings) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words("Algorithm", "algorithm"));
    for (double share : settings.targets()) {
      String field = PlainNumber.of(share);
      columns.add(Column.numbers(
          field,
          field + " median",
          field + " lower quartile",
          field + " upper quartile",
          field + " reached",
          field + " seeds",
          field + " expected running time"));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (AlgorithmAnalysis algorithm : problem.algorithms()) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.of(algorithm.name()));
      for (int i = 0; i < algorithm.targets().size(); i++) {
        row.add(target(algorithm.targets().get(i)).with(soonest(problem, algorithm, i)));
      }
      rows.add(row);
    }
    return new Table(
        "targets",
        String.format(
            Locale.ROOT,
            problem.singleObjective()
                ? "%s: evaluations until a share of the way from the reference point to %s is covered (protocol %s). Median over seeds, and how many of them reached it within %d evaluations."
                : "%s: evaluations until a share of the hypervolume of %s is reached (protocol %s). Median over seeds, and how many of them reached it within %d evaluations.",
            problem.problem(),
            Descriptions.target(problem),
            problem.protocol().id(),
            problem.evaluations()),
        columns,
        rows,
        List.of("Seeds that do not reach a target count as later than all others. Bold: the"
            + " soonest median."));
  }

  private static Cell target(TargetTime target) {
    String reached = String.format(Locale.ROOT, " (%d/%d)", target.reached(), target.runs());
    return Cell.of(
        (target.half().isPresent() ? String.valueOf(target.half().getAsInt()) : "–") + reached,
        text(target.half()),
        text(target.quarter()),
        text(target.threeQuarters()),
        String.valueOf(target.reached()),
        String.valueOf(target.runs()),
        target.expected().isPresent() ? PlainNumber.of(target.expected().getAsDouble()) : "");
  }

  private static String text(OptionalInt number) {
    return number.isPresent() ? String.valueOf(number.getAsInt()) : "";
  }

  private static Emphasis soonest(ProblemAnalysis problem, AlgorithmAnalysis algorithm, int index) {
    OptionalInt soonest = problem.algorithms().stream()
        .flatMapToInt(other -> other.targets().get(index).half().stream())
        .min();
    return soonest.isPresent() && soonest.equals(algorithm.targets().get(index).half())
        ? Emphasis.BEST
        : Emphasis.NONE;
  }

  /** Returns the tests of every two algorithms in an indicator. */
  public static Table pairs(ProblemAnalysis problem, Indicator indicator) {
    List<List<Cell>> rows = new ArrayList<>();
    for (PairTest pair : problem.tests(indicator).pairs()) {
      rows.add(List.of(
          Cell.of(pair.first()),
          Cell.of(pair.second()),
          Cell.of(pair.sharedSeeds()),
          Cells.probability(pair.comparison().signedRank().pValue()),
          Cells.probability(pair.comparison().adjustedPValue()),
          Cells.number(pair.comparison().effectSize().a12(), 3),
          Cell.of(pair.comparison().effectSize().magnitude().name().toLowerCase(Locale.ROOT))));
    }
    return new Table(
        "pairs",
        String.format(
            Locale.ROOT,
            "%s: tests of every two algorithms in %s after %d evaluations.",
            problem.problem(),
            Descriptions.of(indicator, problem),
            problem.evaluations()),
        List.of(
            Column.words("First", "first"),
            Column.words("Second", "second"),
            Column.numbers("Seeds", "shared seeds"),
            Column.numbers("p", "p"),
            Column.numbers("p, Holm", "p holm"),
            Column.numbers("A12", "a12"),
            Column.words("Effect", "effect")),
        rows,
        List.of("Two-sided signed-rank test paired by the seeds that both have; Holm's correction"
            + " over all pairs of this table. A12: how likely a value of the first is larger than"
            + " one of the second, ties counted half."));
  }

  private static Table ranks(ProblemAnalysis problem, Ranking ranking) {
    return RankTable.of(
        String.format(
            Locale.ROOT,
            "%s: mean ranks by %s (protocol %s) after %d evaluations",
            problem.problem(),
            problem.quality(),
            problem.protocol().id(),
            problem.evaluations()),
        List.of(ranking));
  }

  /** Returns how long runs took. */
  public static Table times(ProblemAnalysis problem) {
    List<List<Cell>> rows = new ArrayList<>();
    for (AlgorithmAnalysis algorithm : problem.algorithms()) {
      double[] each = algorithm.runs().stream()
          .mapToDouble(run -> run.evaluations() == 0 ? 0 : 1000 * run.seconds() / run.evaluations())
          .toArray();
      rows.add(List.of(
          Cell.of(algorithm.name()),
          Cell.of(algorithm.runs().size()),
          Cells.summary(algorithm.seconds(), value -> Rounded.significant(value, 3)),
          Cells.summary(Summary.of(each), value -> Rounded.significant(value, 3))));
    }
    return new Table(
        "times",
        String.format(
            Locale.ROOT,
            "%s: time of a run by the clock. Cells: median [lower quartile, upper quartile] over the seeds.",
            problem.problem()),
        List.of(
            Column.words("Algorithm", "algorithm"),
            Column.numbers("Seeds", "seeds"),
            summary("Seconds a run", "seconds"),
            summary("Milliseconds an evaluation", "milliseconds an evaluation")),
        rows,
        List.of("With all evaluations of the benchmark, the record, and whatever else the machine"
            + " did, such as other runs at the same time."));
  }
}

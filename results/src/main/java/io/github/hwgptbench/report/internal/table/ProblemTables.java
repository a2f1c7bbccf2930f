package io.github.hwgptbench.report.internal.table;

import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.AnalysisSettings;
import io.github.hwgptbench.analysis.BudgetAxis;
import io.github.hwgptbench.analysis.FeasibilityAnalysis;
import io.github.hwgptbench.analysis.IndicatorSummary;
import io.github.hwgptbench.analysis.Mark;
import io.github.hwgptbench.analysis.PairTest;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.analysis.Ranking;
import io.github.hwgptbench.analysis.Robustness;
import io.github.hwgptbench.analysis.RunScore;
import io.github.hwgptbench.analysis.TargetTime;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.PlainNumber;
import io.github.hwgptbench.report.internal.table.Table.Cell;
import io.github.hwgptbench.report.internal.table.Table.Column;
import io.github.hwgptbench.report.internal.table.Table.Emphasis;
import io.github.hwgptbench.statistics.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The tables of one problem. */
public final class ProblemTables {

  private ProblemTables() {}

  /**
   * Returns all tables that there is something to put in: {@code results}, {@code feasibility},
   * {@code targets}, {@code expected-running-times}, {@code pairs}, {@code robustness},
   * {@code ranks} and {@code times}.
   */
  public static List<Table> all(ProblemAnalysis problem, AnalysisSettings settings) {
    List<Table> tables = new ArrayList<>();
    tables.add(results(problem, settings));
    if (!problem.constraints().isEmpty()) {
      tables.add(feasibility(problem));
    }
    if (!settings.targets().isEmpty()) {
      tables.add(targets(problem, settings));
      tables.add(expectedTimes(problem, settings));
    }
    if (problem.algorithms().size() > 1) {
      tables.add(pairs(problem, problem.rankedBy()));
    }
    problem
        .robustness()
        .ifPresent(robustness -> tables.add(robustness(problem, robustness, settings.level())));
    problem.ranking().ifPresent(ranking -> tables.add(ranks(problem, ranking)));
    tables.add(times(problem));
    return tables;
  }

  /** Returns how good the algorithms are at the end, in all indicators. */
  public static Table results(ProblemAnalysis problem, AnalysisSettings settings) {
    String interval = Text.format(
        "%s %% interval of the median", Rounded.significant(100 * settings.confidence(), 3));
    Indicator ranked = problem.rankedBy();
    Columns<AlgorithmAnalysis> columns = seeds()
        .summary(
            Descriptions.title(ranked),
            Descriptions.field(ranked),
            it -> Cells.indicator(ranked, it.summary(ranked)))
        .add(
            Column.numbers(interval, "interval lower", "interval upper"),
            it -> Cells.interval(ranked, it.summary(ranked)));
    if (problem.singleObjective()) {
      columns.summary(bestTitle(problem), "best value", Cells::best);
    } else {
      columns.summary(
          Descriptions.meanHypervolume(List.of(problem)),
          "mean relative hypervolume over the " + problem.counted(),
          it -> Cells.summary(
              Summary.of(
                  it.runs().stream().mapToDouble(run -> run.volume().mean()).toArray()),
              value -> Rounded.decimals(value, 4)));
    }
    List<Indicator> others = Descriptions.others(problem.indicators());
    others.forEach(indicator -> columns.summary(
        Descriptions.title(indicator),
        Descriptions.field(indicator),
        it -> Cells.indicator(indicator, it.summary(indicator))));
    List<Mark> marks = problem.algorithms().stream()
        .flatMap(it -> it.indicators().values().stream())
        .map(IndicatorSummary::mark)
        .toList();
    return columns.table(
        "results",
        Text.format(
            "%s after %s: %s%s. Cells: median [lower quartile, upper quartile] over the seeds.",
            problem.problem(),
            problem.budget().inWords(),
            Descriptions.of(problem.rankedBy(), problem),
            others.isEmpty()
                ? ""
                : "; "
                    + Descriptions.joined(others.stream().map(Indicator::label).toList())
                    + " to the same front, of normalised values"),
        problem.algorithms(),
        Stream.of(
                Descriptions.marks(marks, settings),
                List.of(
                    problem.singleObjective()
                        ? "Best value: of the seeds that found a feasible one."
                        : "Mean hypervolume: the relative hypervolume "
                            + problem.axis().always() + ","
                            + " averaged; the area under its curve."),
                Descriptions.certificates(List.of(problem)))
            .flatMap(List::stream)
            .toList());
  }

  /** Returns the columns that most tables begin with. */
  private static Columns<AlgorithmAnalysis> seeds() {
    return new Columns<AlgorithmAnalysis>()
        .words("Algorithm", "algorithm", AlgorithmAnalysis::name)
        .count("Seeds", "seeds", it -> it.runs().size());
  }

  private static String bestTitle(ProblemAnalysis problem) {
    String unit = problem.objectives().get(0).unit();
    return unit.isEmpty() ? "Best value" : "Best value [" + unit + "]";
  }

  /** Returns how the algorithms cope with the constraints. */
  public static Table feasibility(ProblemAnalysis problem) {
    return seeds()
        .summary(
            "Share feasible",
            "share feasible",
            it -> Cells.summary(feasibility(it).share(), value -> Rounded.decimals(value, 3)))
        .summary(
            "Mean violation",
            "mean violation",
            it -> Cells.summary(feasibility(it).violation(), value -> Rounded.decimals(value, 4)))
        .target(
            Descriptions.capitalized(problem.axis().title()) + " to the first feasible",
            problem.axis().unit() == Budget.Unit.EVALUATIONS
                ? "first feasible"
                : problem.axis().title() + " to the first feasible",
            it -> first(feasibility(it).first(), problem.axis()))
        .table(
            "feasibility",
            Text.format(
                "%s: feasibility within %s. Constraints: %s. Cells: median [lower quartile, upper quartile] over the seeds; of the first feasible evaluation, the median and how many seeds found one.",
                problem.problem(),
                problem.budget().inWords(),
                problem.constraints().stream()
                    .map(Constraint::toString)
                    .collect(Collectors.joining(", "))),
            problem.algorithms(),
            List.of("Violation of an evaluation: the amounts by which constraints are broken, each"
                + " as a share of its bound, added up; 0 for a feasible one. Seeds that find nothing"
                + " feasible count as later than all others."));
  }

  private static FeasibilityAnalysis feasibility(AlgorithmAnalysis algorithm) {
    return algorithm.feasibility().orElseThrow();
  }

  private static Cell first(TargetTime first, BudgetAxis budget) {
    Cell cell = target(first, budget);
    return first.reached() == 0
        ? Cell.of("nothing feasible found", cell.values().toArray(String[]::new))
        : cell;
  }

  /** Returns after how many evaluations the algorithms reach shares of the target's hypervolume. */
  public static Table targets(ProblemAnalysis problem, AnalysisSettings settings) {
    Columns<AlgorithmAnalysis> columns =
        new Columns<AlgorithmAnalysis>().words("Algorithm", "algorithm", AlgorithmAnalysis::name);
    for (int i = 0; i < settings.targets().size(); i++) {
      int index = i;
      String share = PlainNumber.of(settings.targets().get(i));
      BudgetAxis axis = problem.axis();
      columns.target(
          share,
          axis.unit() == Budget.Unit.EVALUATIONS ? share : axis.title() + " to " + share,
          it -> target(it.targets().get(index), problem.axis()).with(soonest(problem, it, index)));
    }
    return columns.table(
        "targets",
        String.format(
            Locale.ROOT,
            problem.singleObjective()
                ? "%s: %s until a share of the way from the reference point to %s is covered (protocol %s). Median over seeds, and how many of them reached it within %s."
                : "%s: %s until a share of the hypervolume of %s is reached (protocol %s). Median over seeds, and how many of them reached it within %s.",
            problem.problem(),
            problem.axis().title(),
            Descriptions.target(problem),
            problem.protocol().id(),
            problem.budget().inWords()),
        problem.algorithms(),
        List.of("Seeds that do not reach a target count as later than all others. Bold: the"
            + " earliest median."));
  }

  private static Cell target(TargetTime target, BudgetAxis budget) {
    String reached = Text.format(" (%d/%d)", target.reached(), target.runs());
    return Cell.of(
        (target.half().isPresent() ? budget.number(target.half().getAsInt()) : "–") + reached,
        text(target.half().stream(), budget),
        text(target.quarter().stream(), budget),
        text(target.threeQuarters().stream(), budget),
        String.valueOf(target.reached()),
        String.valueOf(target.runs()),
        target.expected().isPresent()
            ? PlainNumber.of(budget.shown(target.expected().getAsDouble()))
            : "");
  }

  /** Returns the expected running times to shares of the target's hypervolume. */
  public static Table expectedTimes(ProblemAnalysis problem, AnalysisSettings settings) {
    Columns<AlgorithmAnalysis> columns =
        new Columns<AlgorithmAnalysis>().words("Algorithm", "algorithm", AlgorithmAnalysis::name);
    for (int i = 0; i < settings.targets().size(); i++) {
      int index = i;
      String share = PlainNumber.of(settings.targets().get(i));
      double best = problem.algorithms().stream()
          .mapToDouble(it -> expected(it, index))
          .min()
          .orElse(Double.POSITIVE_INFINITY);
      columns.number(share, share, it -> {
        double steps = expected(it, index);
        if (steps == Double.POSITIVE_INFINITY) {
          return Cell.none(1);
        }
        double shown = problem.axis().shown(steps);
        return Cell.of(Rounded.significant(shown, 4), PlainNumber.of(shown))
            .with(steps == best ? Emphasis.BEST : Emphasis.NONE);
      });
    }
    return columns.table(
        "expected-running-times",
        Text.format(
            "%s: expected running time (ERT) to shares of %s, in %s: the sum over all seeds"
                + " until they reached the target or ended, divided by the number of seeds that"
                + " reached it.",
            problem.problem(),
            problem.singleObjective()
                ? "the way from the reference point to " + Descriptions.target(problem)
                : "the hypervolume of " + Descriptions.target(problem),
            problem.axis().title()),
        problem.algorithms(),
        List.of("Bold: the smallest. –: no seed reached the target."));
  }

  private static double expected(AlgorithmAnalysis algorithm, int target) {
    return algorithm.targets().get(target).expected().orElse(Double.POSITIVE_INFINITY);
  }

  private static String text(IntStream steps, BudgetAxis budget) {
    return steps.mapToObj(budget::number).collect(Collectors.joining());
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
    return new Columns<PairTest>()
        .words("First", "first", PairTest::first)
        .words("Second", "second", PairTest::second)
        .count("Seeds", "shared seeds", PairTest::sharedSeeds)
        .number("p", "p", it -> Cells.probability(it.comparison().signedRank().pValue()))
        .number("p, Holm", "p holm", it -> Cells.probability(it.comparison().adjustedPValue()))
        .number("A12", "a12", it -> Cells.number(it.comparison().effectSize().a12(), 3))
        .words(
            "Effect",
            "effect",
            it -> it.comparison().effectSize().magnitude().name().toLowerCase(Locale.ROOT))
        .table(
            "pairs",
            Text.format(
                "%s: pairwise tests of the algorithms in %s after %s.",
                problem.problem(),
                Descriptions.of(indicator, problem),
                problem.budget().inWords()),
            problem.tests(indicator).pairs(),
            List.of("Two-sided signed-rank test paired by the seeds that both have; Holm's"
                + " correction over all pairs of this table. A12: probability that a value"
                + " of the first is larger than one of the second, ties counted half."));
  }

  private static Table robustness(ProblemAnalysis problem, Robustness robustness, double level) {
    return new Columns<Robustness.Pair>()
        .words("Better", "better", Robustness.Pair::better)
        .words("Worse", "worse", Robustness.Pair::worse)
        .number("p, Holm", "p holm", it -> Cells.probability(it.adjustedPValue()))
        .number("Share of worlds", "share of worlds", it -> Cells.number(it.share(), 3))
        .words(
            "Over the seeds",
            "seeds",
            it -> it.significant(level) ? "significant" : "not significant")
        .words("To the surrogates", "surrogates", it -> it.robust(level) ? "robust" : "not robust")
        .table(
            "robustness",
            Text.format(
                "%s: share of %d worlds, drawn from the errors of the surrogates (seed %d), in which"
                    + " the algorithm with the better median %s after %s has it too.",
                problem.problem(),
                robustness.worlds(),
                robustness.seed(),
                problem.quality(),
                problem.budget().inWords()),
            robustness.pairs(),
            List.of(Text.format(
                "Every final front is scored again in each world. Medians and p are over the seeds that"
                    + " both have. Significant: p, Holm at most %s."
                    + " Robust: in at least %s of the worlds.",
                level, 1 - level)));
  }

  private static Table ranks(ProblemAnalysis problem, Ranking ranking) {
    return RankTable.of(
        Text.format(
            "%s: mean ranks by %s (protocol %s) after %s",
            problem.problem(),
            problem.quality(),
            problem.protocol().id(),
            problem.budget().inWords()),
        List.of(ranking));
  }

  /** Returns how long runs took. */
  public static Table times(ProblemAnalysis problem) {
    Columns<AlgorithmAnalysis> columns = seeds()
        .summary(
            "Seconds per run",
            "seconds",
            it -> Cells.summary(it.seconds(), value -> Rounded.significant(value, 3)))
        .summary(
            "Milliseconds per evaluation",
            "milliseconds an evaluation",
            it -> Cells.summary(
                Summary.of(
                    it.runs().stream().mapToDouble(ProblemTables::milliseconds).toArray()),
                value -> Rounded.significant(value, 3)));
    List<String> notes = new ArrayList<>(
        List.of("Includes all evaluations of the benchmark, the record, and other load on the"
            + " machine, such as simultaneous runs."));
    if (problem.timesProposals()) {
      columns.summary(
          "Proposal time per evaluation [ms]",
          "milliseconds of proposal time an evaluation",
          it -> Cells.proposalMs(it.runs().stream()));
      notes.add("Proposal time: of the algorithm itself, without evaluations and the record.");
    }
    return columns.table(
        "times",
        Text.format(
            "%s: wall-clock time of a run. Cells: median [lower quartile, upper quartile]"
                + " over the seeds.",
            problem.problem()),
        problem.algorithms(),
        notes);
  }

  private static double milliseconds(RunScore run) {
    return run.evaluations() == 0 ? 0 : 1000 * run.seconds() / run.evaluations();
  }
}

package io.github.hwgptbench.cli;

import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.analysis.BudgetAxis;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.RunConditions;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.statistics.Summary;
import io.github.hwgptbench.suite.BestHypervolumes;
import io.github.hwgptbench.suite.EqualTime;
import io.github.hwgptbench.suite.Suite;
import io.github.hwgptbench.suite.TimeLimit;
import io.github.hwgptbench.suite.Track;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prints what algorithms have found, problem by problem, or as one table for programs. */
final class RunReport {

  /** Number of seeds of every track. */
  private static final int SEEDS_OF_TRACKS = 20;

  private static final List<String> STATISTICS = List.of("median", "iqr", "min", "max");

  private static final String PROPOSAL_SECONDS = "proposal_seconds";

  /** More than 1 by more than rounding. */
  private static final double BEYOND = 1 + 1e-9;

  private final BestHypervolumes fronts;
  private final FurtherIndicators further;
  private final Table.Format format;
  private final PrintWriter out;
  private final PrintWriter words;

  /**
   * Begins.
   *
   * @param fronts what hypervolumes are relative to, on the problems that it knows
   * @param further indicators to print beside the hypervolume
   * @param out receives tables
   * @param err receives the words about them where tables are for programs
   */
  RunReport(
      BestHypervolumes fronts,
      FurtherIndicators further,
      Table.Format format,
      PrintWriter out,
      PrintWriter err) {
    this.fronts = fronts;
    this.further = further;
    this.format = format;
    this.out = out;
    this.words = format == Table.Format.TEXT ? out : err;
  }

  /**
   * Prints.
   *
   * @param outcomes of the runs of each problem
   * @param folder where the record is
   */
  void print(Suite suite, Map<RunSettings, List<RunOutcome>> outcomes, Path folder) {
    if (format == Table.Format.TEXT) {
      boolean first = true;
      for (RunSettings settings : suite.problems()) {
        if (!first) {
          out.println();
        }
        first = false;
        out.printf(
            Locale.ROOT,
            "%s, %s per run%s%s%n%n",
            settings.problem().name(),
            BudgetAxis.of(settings.budget()).inWords(),
            settings.noisy() ? ", noisy" : "",
            settings.circumstances());
        List<RunOutcome> runs = runs(outcomes, settings);
        table(suite, settings, runs).print(format, out);
        explain(suite, settings, runs);
      }
    } else {
      tableForPrograms(suite, outcomes).print(format, out);
      for (RunSettings settings : suite.problems()) {
        explain(suite, settings, runs(outcomes, settings));
      }
    }
    words.printf(Locale.ROOT, "Every evaluation is in %s%n", folder);
    words.printf(
        Locale.ROOT,
        "Figures and tables: %s%n",
        TypedCommand.of(List.of("report", folder.toString())));
    if (submittable(suite, outcomes)) {
      words.printf(
          Locale.ROOT,
          "For the leaderboard, add a file 'submission.yaml' (docs/leaderboard.md), then: %s%n",
          TypedCommand.of(List.of("leaderboard", "--check", folder.toString())));
    }
  }

  /** Returns whether these are all runs of a track with one of its budgets, and none has failed. */
  private static boolean submittable(Suite suite, Map<RunSettings, List<RunOutcome>> outcomes) {
    return Track.of(suite.problems().get(0).suite())
            .filter(track -> track.budgets().contains(suite.budget().amount()))
            .isPresent()
        && suite.seeds().size() == SEEDS_OF_TRACKS
        && outcomes.values().stream().mapToInt(List::size).sum() == suite.size()
        && outcomes.values().stream()
            .flatMap(List::stream)
            .allMatch(run -> run.failure().isEmpty() && run.timeLimit().isEmpty());
  }

  /** Returns the runs of a problem, of which a suite that has ended knows all. */
  private static List<RunOutcome> runs(
      Map<RunSettings, List<RunOutcome>> outcomes, RunSettings settings) {
    return Objects.requireNonNull(outcomes.get(settings));
  }

  /** Hypervolumes are relative where they can be. */
  private Table table(Suite suite, RunSettings settings, List<RunOutcome> outcomes) {
    List<String> scored = single(settings)
        ? List.of("best_", "regret_")
        : fronts.known(settings) ? List.of("rel_hv_") : List.of("hv_");
    boolean constrained = !settings.constraints().isEmpty();
    Table table = new Table(columns(scored, constrained, suite));
    for (SearchAlgorithm algorithm : suite.algorithms()) {
      List<RunOutcome> runs = finished(algorithm, outcomes);
      List<Object> scores = new ArrayList<>();
      scored.forEach(prefix -> scores.addAll(statistics(prefix, settings, algorithm, runs)));
      scores.addAll(further.cells(settings, algorithm.name().toString()));
      table.add(row(suite, algorithm, runs, scores, constrained));
    }
    return table;
  }

  /** Says of which problem a row is where there are several, and hypervolumes in both ways. */
  private Table tableForPrograms(Suite suite, Map<RunSettings, List<RunOutcome>> outcomes) {
    boolean several = suite.problems().size() > 1;
    boolean constrained =
        suite.problems().stream().anyMatch(it -> !it.constraints().isEmpty());
    List<String> scored = new ArrayList<>(List.of("hv_", "rel_hv_"));
    if (suite.problems().stream().anyMatch(RunReport::single)) {
      scored.addAll(List.of("best_", "regret_"));
    }
    List<String> columns = new ArrayList<>(columns(scored, constrained, suite));
    if (several) {
      columns.addAll(0, List.of("problem", "noisy"));
    }
    Table table = new Table(columns);
    for (RunSettings settings : suite.problems()) {
      for (SearchAlgorithm algorithm : suite.algorithms()) {
        List<RunOutcome> runs = finished(algorithm, runs(outcomes, settings));
        List<Object> volumes = new ArrayList<>();
        scored.forEach(prefix -> volumes.addAll(statistics(prefix, settings, algorithm, runs)));
        volumes.addAll(further.cells(settings, algorithm.name().toString()));
        List<Object> cells = new ArrayList<>();
        if (several) {
          cells.addAll(List.of(settings.problem().name(), Boolean.toString(settings.noisy())));
        }
        cells.addAll(Arrays.asList(row(suite, algorithm, runs, volumes, constrained)));
        table.add(cells.toArray());
      }
    }
    return table;
  }

  private List<String> columns(List<String> volumes, boolean constrained, Suite suite) {
    List<String> columns = new ArrayList<>(List.of("algorithm", "runs"));
    volumes.forEach(prefix -> STATISTICS.forEach(name -> columns.add(prefix + name)));
    columns.addAll(further.columns());
    if (constrained) {
      columns.add("feasible_median");
    }
    columns.addAll(List.of("evaluations", "seconds"));
    if (countsProposalTime(suite)) {
      columns.add(PROPOSAL_SECONDS);
    }
    return columns;
  }

  private static List<RunOutcome> finished(SearchAlgorithm algorithm, List<RunOutcome> outcomes) {
    String name = algorithm.name().toString();
    return outcomes.stream()
        .filter(outcome -> outcome.algorithm().equals(name))
        .filter(outcome -> outcome.failure().isEmpty())
        .toList();
  }

  private static boolean single(RunSettings settings) {
    return settings.objectives().size() == 1;
  }

  /** Returns the cells of the columns of a prefix. */
  private List<Object> statistics(
      String prefix, RunSettings settings, SearchAlgorithm algorithm, List<RunOutcome> runs) {
    String name = algorithm.name().toString();
    return switch (prefix) {
      case "best_" -> statistics(further.best(settings, name));
      case "regret_" -> statistics(further.regrets(settings, name));
      case "rel_hv_" -> relative(settings, runs);
      default -> single(settings) ? statistics() : absolute(runs);
    };
  }

  private static List<Object> absolute(List<RunOutcome> runs) {
    return statistics(runs.stream().mapToDouble(RunOutcome::hypervolume).toArray());
  }

  private List<Object> relative(RunSettings settings, List<RunOutcome> runs) {
    return fronts.known(settings) && !single(settings)
        ? statistics(runs.stream()
            .mapToDouble(run -> fronts.share(settings, run.hypervolume()))
            .toArray())
        : statistics();
  }

  private static List<Object> statistics(double... values) {
    if (values.length == 0) {
      return Arrays.asList(null, null, null, null);
    }
    Summary summary = Summary.of(values);
    return List.of(summary.median(), summary.interquartileRange(), summary.min(), summary.max());
  }

  private static boolean countsProposalTime(Suite suite) {
    return suite.problems().stream()
        .flatMap(settings -> settings.simulation().stream())
        .anyMatch(RunConditions::countsProposalTime);
  }

  private static Object[] row(
      Suite suite,
      SearchAlgorithm algorithm,
      List<RunOutcome> runs,
      List<Object> volumes,
      boolean constrained) {
    List<Object> cells = new ArrayList<>();
    cells.add(algorithm.name().toString());
    cells.add((long) runs.size());
    cells.addAll(volumes);
    if (constrained) {
      cells.add(runs.isEmpty() ? null : feasibleShare(runs));
    }
    if (runs.isEmpty()) {
      cells.addAll(Arrays.asList(null, null));
    } else {
      cells.add(
          Collections.max(runs.stream().map(run -> (long) run.evaluations()).toList()));
      cells.add(medianSeconds(runs.stream().map(RunOutcome::duration)));
    }
    if (countsProposalTime(suite)) {
      cells.add(medianSeconds(runs.stream().flatMap(run -> run.proposalTime().stream())));
    }
    return cells.toArray();
  }

  /** Returns null for the median of nothing. */
  private static @Nullable BigDecimal medianSeconds(Stream<Duration> durations) {
    double[] millis =
        durations.mapToDouble(duration -> duration.toNanos() / 1e6).toArray();
    return millis.length == 0
        ? null
        : BigDecimal.valueOf(Math.round(Summary.of(millis).median()), 3);
  }

  private static double feasibleShare(List<RunOutcome> runs) {
    return Summary.of(runs.stream()
            .mapToDouble(
                run -> run.evaluations() == 0 ? 0 : run.feasible() / (double) run.evaluations())
            .toArray())
        .median();
  }

  private void explain(Suite suite, RunSettings settings, List<RunOutcome> outcomes) {
    if (single(settings)) {
      explainValues(settings);
    } else {
      explainVolumes(settings, outcomes);
    }
    further.explanation(settings).ifPresent(words::println);
    words.printf(Locale.ROOT, "seconds: median per run.%n");
    if (countsProposalTime(suite)) {
      words.printf(
          Locale.ROOT,
          "%s: median per run of the time of the algorithm itself.%n",
          PROPOSAL_SECONDS);
    }
    if (!settings.constraints().isEmpty()) {
      words.printf(
          Locale.ROOT,
          "feasible: share of evaluations that satisfy all constraints, median over the runs.%n");
      nothingFeasible(suite, outcomes).ifPresent(words::println);
    }
    nothingRecommended(suite, settings, outcomes).ifPresent(words::println);
    atEqualTime(outcomes).ifPresent(words::println);
    endedEarly(settings, outcomes).ifPresent(words::println);
  }

  private void explainValues(RunSettings settings) {
    Objective objective = settings.objectives().get(0);
    words.printf(
        Locale.ROOT,
        "%nbest: best feasible %s%s of a run, %s is better, over the seeds that found one.%n"
            + "regret: the same minus %s, as a share of the range of the bounds '%s' (%s).%n",
        objective,
        objective.unit().isEmpty() ? "" : " in " + objective.unit(),
        objective.metric().maximized() ? "more" : "less",
        further.target(settings),
        settings.protocol().bounds().version(),
        ranges(settings));
  }

  private void explainVolumes(RunSettings settings, List<RunOutcome> outcomes) {
    words.printf(
        Locale.ROOT,
        "%nhv: hypervolume of %s of a run, more is better, over the seeds. Objectives are"
            + " normalised%nby the bounds '%s' (%s),%nthe reference point is %s;"
            + " the maximum is %.4f (protocol %s).%n",
        settings.metered() ? "the recommendation" : "all evaluations",
        settings.protocol().bounds().version(),
        ranges(settings),
        coordinates(settings),
        Arrays.stream(settings.protocol().reference()).reduce(1, (one, other) -> one * other),
        settings.protocol().id());
    if (fronts.known(settings)) {
      words.printf(
          Locale.ROOT,
          "rel_hv: hv as a share of that of the best-known Pareto front, %.6f%s%s.%n",
          fronts.best(settings),
          fronts
              .bound(settings)
              .map(bound -> Text.format("%n(%s)", bound.inWords()))
              .orElse(""),
          outcomes.stream().anyMatch(run -> fronts.share(settings, run.hypervolume()) > BEYOND)
              ? ", which a run has exceeded"
              : "");
    }
  }

  private static Optional<String> atEqualTime(List<RunOutcome> outcomes) {
    return EqualTime.of(outcomes)
        .map(time -> Text.format(
            "%d of %d runs were ended by a time limit; all count with their evaluations in the first %s.",
            outcomes.stream().filter(outcome -> outcome.timeLimit().isPresent()).count(),
            outcomes.size(),
            new TimeLimit(time)));
  }

  private static String coordinates(RunSettings settings) {
    List<Double> reference = settings.protocol().referencePoint();
    return reference.stream().distinct().count() == 1
        ? reference.get(0) + " in each"
        : reference.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }

  /** An algorithm that gives up its budget has less than others to be compared by. */
  private static Optional<String> endedEarly(RunSettings settings, List<RunOutcome> outcomes) {
    // A run that spends something else ends where the next evaluation would be too much.
    if (settings.budget().unit() != Budget.Unit.EVALUATIONS) {
      return Optional.empty();
    }
    List<RunOutcome> early = outcomes.stream()
        .filter(outcome -> outcome.failure().isEmpty() && outcome.timeLimit().isEmpty())
        .filter(outcome -> !outcome.complete(settings.evaluations()))
        .toList();
    return early.stream()
        .findFirst()
        .map(first -> Text.format(
            "%d of %d runs ended before their budget was spent, the first being %s with"
                + " seed %d after %d of %d evaluations.",
            early.size(),
            outcomes.size(),
            first.algorithm(),
            first.seed(),
            first.evaluations(),
            settings.evaluations()));
  }

  /** A hypervolume of 0 doesn't tell whether any architecture was allowed. */
  /** Where runs count with what they recommend, they may have found something and yet have 0. */
  private static Optional<String> nothingRecommended(
      Suite suite, RunSettings settings, List<RunOutcome> outcomes) {
    List<String> without = new ArrayList<>();
    for (SearchAlgorithm algorithm : suite.algorithms()) {
      List<RunOutcome> runs = finished(algorithm, outcomes);
      long empty = runs.stream()
          .filter(run -> run.feasible() > 0 && run.hypervolume() == 0)
          .count();
      if (empty > 0) {
        without.add(Text.format("%d of %d runs of %s", empty, runs.size(), algorithm.name()));
      }
    }
    return without.isEmpty() || !settings.metered()
        ? Optional.empty()
        : Optional.of(Text.format(
            "%s recommend nothing that counts: they evaluated nothing feasible at the highest"
                + " fidelity, or only architectures that are beyond the reference point or"
                + " infeasible without noise.",
            String.join(", ", without)));
  }

  private static Optional<String> nothingFeasible(Suite suite, List<RunOutcome> outcomes) {
    List<String> without = new ArrayList<>();
    for (SearchAlgorithm algorithm : suite.algorithms()) {
      List<RunOutcome> runs = finished(algorithm, outcomes);
      long infeasible = runs.stream().filter(run -> run.feasible() == 0).count();
      if (infeasible > 0) {
        without.add(Text.format("%d of %d runs of %s", infeasible, runs.size(), algorithm.name()));
      }
    }
    return without.isEmpty()
        ? Optional.empty()
        : Optional.of("Nothing feasible was found in " + String.join(", ", without) + ".");
  }

  private static String ranges(RunSettings settings) {
    return settings.objectives().stream()
        .map(objective -> {
          Bounds.Range range = settings.protocol().bounds().range(objective);
          String unit = objective.unit().isEmpty() ? "" : " " + objective.unit();
          return Text.format(
              "%s %s to %s%s",
              objective, Table.readable(range.min()), Table.readable(range.max()), unit);
        })
        .collect(Collectors.joining(", "));
  }
}

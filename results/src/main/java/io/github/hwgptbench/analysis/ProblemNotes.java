package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.indicator.Indicators;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.statistics.SmallestPValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a reader must know of the numbers of one problem, in sentences. */
final class ProblemNotes {

  /** Beyond rounding. */
  private static final double TOLERANCE = 1e-9;

  private final List<String> notes = new ArrayList<>();

  static List<String> of(
      Contest contest,
      Target target,
      List<AlgorithmScoring> algorithms,
      AnalysisSettings settings,
      @Nullable Robustness robustness) {
    ProblemNotes notes = new ProblemNotes();
    target.note().ifPresent(notes.notes::add);
    notes.recommendations(contest, algorithms);
    notes.budgets(contest);
    notes.starts(contest);
    notes.missing(contest);
    notes.timeLimit(contest);
    notes.infeasible(contest, algorithms);
    notes.early(contest, algorithms);
    notes.seeds(algorithms, settings);
    if (robustness != null) {
      notes.doubtful(robustness, settings.level());
    }
    notes.beyond(target, algorithms);
    notes.unsupported(contest, settings);
    return notes.notes;
  }

  private void recommendations(Contest contest, List<AlgorithmScoring> algorithms) {
    if (!contest.settings().metered()) {
      return;
    }
    notes.add(
        "Runs are scored by the noise-free values of their recommendations: of the architectures"
            + " that they evaluated at the highest fidelity, those that no other dominates by"
            + " observed values (by their medians, where there are several).");
    List<String> without = new ArrayList<>();
    for (AlgorithmScoring algorithm : algorithms) {
      long count = algorithm.runs().stream()
          .filter(run -> run.front().isEmpty() && run.feasibility().share(run.evaluations()) > 0)
          .count();
      if (count > 0) {
        without.add(
            Text.format("%d of %d of %s", count, algorithm.runs().size(), algorithm.name()));
      }
    }
    if (!without.isEmpty()) {
      notes.add(Text.format(
          "Runs that recommend nothing, though they found something feasible: %s.",
          String.join(", ", without)));
    }
  }

  private void budgets(Contest contest) {
    Set<Double> budgets = new TreeSet<>();
    contest
        .contenders()
        .forEach(contender -> budgets.add(contender.runSettings().budget().amount()));
    if (budgets.size() > 1) {
      BudgetAxis budget = contest.budget();
      notes.add(Text.format(
          "Budgets differ (%s %s): all runs are compared after %s.",
          budgets.stream()
              .map(amount -> BudgetAxis.of(new Budget(budget.unit(), amount)))
              .map(axis -> axis.number(axis.steps()))
              .collect(Collectors.joining(", ")),
          budget.title(),
          budget.number(budget.steps())));
    }
  }

  /** Runs that start from evaluations of others have an advantage that no number shows. */
  private void starts(Contest contest) {
    Set<String> starts = new LinkedHashSet<>();
    for (Contender contender : contest.contenders()) {
      contender
          .runSettings()
          .known()
          .ifPresent(known -> starts.add(Text.format(
              "Runs of suite %s start from %d known evaluations, which do not count as theirs.",
              contender.suite(), known.points().size())));
      contender
          .runSettings()
          .initial()
          .ifPresent(initial -> starts.add(Text.format(
              "Runs of suite %s evaluate %d given architectures first.",
              contender.suite(), initial.points().size())));
    }
    notes.addAll(starts);
  }

  private void missing(Contest contest) {
    List<MissingRun> missing = contest.contenders().stream()
        .flatMap(contender -> contender.missing().stream())
        .toList();
    if (!missing.isEmpty()) {
      long failed = missing.stream().filter(run -> run.why().isPresent()).count();
      notes.add(Text.format(
          "%d of the planned runs do not count: %d failed, %d were not finished.",
          missing.size(), failed, missing.size() - failed));
    }
    List<String> absent = contest.contenders().stream()
        .filter(contender -> contender.runs().isEmpty())
        .map(Contender::name)
        .toList();
    if (!absent.isEmpty()) {
      notes.add(Text.format("Not shown, as no run was finished: %s.", String.join(", ", absent)));
    }
  }

  private void timeLimit(Contest contest) {
    List<RunOutcome> runs = contest.contenders().stream()
        .flatMap(contender -> contender.runs().stream())
        .map(ArchivedRun::outcome)
        .toList();
    long ended = runs.stream().filter(run -> run.timeLimit().isPresent()).count();
    contest
        .time()
        .ifPresent(time -> notes.add(Text.format(
            "A time limit has ended %d of %d runs: all are compared by the fronts found in the first"
                + " %s seconds, if they had not ended before. Times are those of the machines that"
                + " the runs were made on.",
            ended,
            runs.size(),
            BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString())));
  }

  private void infeasible(Contest contest, List<AlgorithmScoring> algorithms) {
    List<String> without = new ArrayList<>();
    for (AlgorithmScoring algorithm : algorithms) {
      long runs =
          algorithm.scores().stream().filter(score -> score.feasible() == 0).count();
      if (runs > 0) {
        without.add(
            Text.format("%d of %d runs of %s", runs, algorithm.runs().size(), algorithm.name()));
      }
    }
    if (!without.isEmpty()) {
      notes.add(Text.format(
          "Nothing feasible was found in %s: no evaluation satisfies all constraints, and the"
              + " run counts as the reference point%s.",
          String.join(", ", without),
          contest.settings().objectives().size() == 1 ? "" : ", with a hypervolume of 0"));
    }
  }

  private void early(Contest contest, List<AlgorithmScoring> algorithms) {
    // A run that spends something else ends where the next evaluation would be too much.
    if (contest.budget().unit() != Budget.Unit.EVALUATIONS) {
      return;
    }
    List<String> early = algorithms.stream()
        .filter(algorithm -> algorithm.scores().stream()
            .anyMatch(score -> score.evaluations() < contest.budget().steps()))
        .map(AlgorithmScoring::name)
        .toList();
    if (!early.isEmpty()) {
      notes.add("Runs that ended their search before the budget was spent keep their last"
          + Text.format(
              " %s until its end: some of %s.",
              contest.settings().objectives().size() == 1 ? "value" : "hypervolume",
              String.join(", ", early)));
    }
  }

  private void seeds(List<AlgorithmScoring> algorithms, AnalysisSettings settings) {
    Set<Integer> counts =
        algorithms.stream().map(algorithm -> algorithm.runs().size()).collect(Collectors.toSet());
    if (counts.size() > 1) {
      notes.add(Text.format(
          "Algorithms have different numbers of seeds (%s); tests use the seeds that both"
              + " algorithms of a pair have.",
          joined(new TreeSet<>(counts))));
    }
    int comparisons = algorithms.size() * (algorithms.size() - 1) / 2;
    if (comparisons == 0) {
      notes.add("Only one algorithm has finished runs: there is nothing to compare it with.");
      return;
    }
    int fewest = fewestShared(algorithms);
    double smallest = SmallestPValue.ofSignedRank(fewest, comparisons);
    if (smallest > settings.level()) {
      notes.add(Text.format(
          "Too few seeds for significant differences: with %d common to each pair and %d %s, the"
              + " smallest possible p-value of a signed-rank test after Holm's correction is %s; at least"
              + " %d seeds are needed for %s.",
          fewest,
          comparisons,
          comparisons == 1 ? "comparison" : "comparisons",
          rounded(smallest),
          SmallestPValue.fewestPairs(settings.level(), comparisons),
          settings.level()));
    }
  }

  private void doubtful(Robustness robustness, double level) {
    List<String> pairs = robustness.doubtful(level).stream()
        .map(pair -> Text.format("%s before %s (%.3f)", pair.better(), pair.worse(), pair.share()))
        .toList();
    if (!pairs.isEmpty()) {
      notes.add(Text.format(
          "Significant over the seeds, but not robust to the errors of the surrogates: the order of"
              + " %d %s holds in less than %s of %d worlds drawn from them: %s.",
          pairs.size(),
          pairs.size() == 1 ? "pair" : "pairs",
          1 - level,
          robustness.worlds(),
          String.join(", ", pairs)));
    }
  }

  private static int fewestShared(List<AlgorithmScoring> algorithms) {
    int fewest = Integer.MAX_VALUE;
    for (AlgorithmScoring first : algorithms) {
      Set<Long> seeds = first.bySeed().keySet();
      for (AlgorithmScoring second : algorithms) {
        if (first != second) {
          fewest = Math.min(fewest, (int)
              second.bySeed().keySet().stream().filter(seeds::contains).count());
        }
      }
    }
    return fewest;
  }

  private void beyond(Target target, List<AlgorithmScoring> algorithms) {
    if (target.front().source() != TargetFront.Source.BEST_KNOWN) {
      return;
    }
    long beyond = algorithms.stream()
        .flatMap(algorithm -> algorithm.scores().stream())
        .filter(score -> target.relative(score.hypervolume()) > 1 + TOLERANCE)
        .count();
    if (beyond > 0) {
      notes.add(String.format(
          Locale.ROOT,
          target.front().points().get(0).values().size() == 1
              ? "%d runs found a better value than the best-known one."
              : "%d runs have more hypervolume than the best-known Pareto front, which is"
                  + " therefore no longer the best.",
          beyond));
    }
  }

  private static String joined(Set<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String rounded(double probability) {
    return Text.format("%.2g", probability);
  }

  /** Hypervolume and simple regret stand for each other, so neither is missed. */
  private void unsupported(Contest contest, AnalysisSettings settings) {
    int objectives = contest.settings().objectives().size();
    List<String> unsupported = settings.indicators().stream()
        .filter(it -> !it.supports(objectives)
            && !it.id().equals(Indicators.HYPERVOLUME.id())
            && !it.id().equals(Indicators.REGRET.id()))
        .map(Indicator::label)
        .toList();
    if (!unsupported.isEmpty()) {
      notes.add(Text.format(
          "Indicators that do not support %d %s are left out: %s.",
          objectives,
          objectives == 1 ? "objective" : "objectives",
          String.join(", ", unsupported)));
    }
  }
}

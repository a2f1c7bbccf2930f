package io.github.hwgptbench.suite;

import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.RunSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Estimates how long a suite would take, without running it. Each algorithm is tried with
 * increasing budgets, once per scale and number of objectives, with the noise, fidelities, workers
 * and clock of the suite, and its time is extrapolated to the whole budget by a power law.
 *
 * @since 0.2.0
 */
public final class DryRun {

  private static final int FIRST_TRIAL = 25;
  private static final double LONG_ENOUGH_SECONDS = 0.5;
  private static final double BRIEF_SECONDS = 0.05;
  /**
   * One trial does not tell how the time grows, so that a second follows unless it is this slow.
   */
  private static final double TOO_LONG_SECONDS = 20;

  /** Algorithms that become faster as they go on are those that the compiler made faster. */
  private static final double LEAST_POWER = 1;

  private static final double GREATEST_POWER = 3;

  private static final long SEED = 1;

  private final Suite suite;
  private final Shard shard;
  private final ProblemAnswers answers;
  private final int threads;
  private final double longEnoughSeconds;
  private final Map<String, Double> tried = new HashMap<>();

  /**
   * Makes an estimate.
   *
   * @param shard the part of the suite that would run
   */
  public DryRun(Suite suite, Shard shard, ProblemAnswers answers, int threads) {
    this(suite, shard, answers, threads, LONG_ENOUGH_SECONDS);
  }

  private DryRun(
      Suite suite, Shard shard, ProblemAnswers answers, int threads, double longEnoughSeconds) {
    this.suite = suite;
    this.shard = shard;
    this.answers = answers;
    this.threads = threads;
    this.longEnoughSeconds = longEnoughSeconds;
  }

  /** Returns an estimate with shorter trials. */
  public static DryRun brief(Suite suite, Shard shard, ProblemAnswers answers, int threads) {
    return new DryRun(suite, shard, answers, threads, BRIEF_SECONDS);
  }

  /** Returns the estimated time of the whole suite, in seconds. */
  public double seconds() {
    return suite.problems().stream().mapToDouble(this::seconds).sum();
  }

  /** Returns the estimated time of all runs on a problem, in seconds. */
  public double seconds(RunSettings problem) {
    return secondsInARow(problem) / parallel();
  }

  private int parallel() {
    return Math.max(1, Math.min(threads, shard.size(suite)));
  }

  /** Returns the number of runs on a problem. */
  public long runs(RunSettings problem) {
    return suite.algorithms().stream()
        .mapToLong(algorithm -> shard.size(suite, problem, algorithm))
        .sum();
  }

  /** All runs one after another. */
  private double secondsInARow(RunSettings problem) {
    List<ObjectiveEvaluator> levels = new ArrayList<>();
    int highest = problem.fidelities().highest();
    try {
      for (int level = 0; level <= highest; level++) {
        levels.add(answers.evaluator(problem, level));
      }
      ArchitectureProblem observed = answers.observed(problem, levels, SEED);
      double seconds = 0;
      for (SearchAlgorithm algorithm : suite.algorithms()) {
        int runs = shard.size(suite, problem, algorithm);
        if (runs > 0) {
          String like = Text.format(
              "%s %d %d %s %s %s",
              problem.space().name(),
              problem.objectives().size(),
              problem.constraints().size(),
              problem.noisy() + problem.circumstances(),
              sources(problem),
              algorithm.name());
          seconds += runs
              * tried.computeIfAbsent(like, key -> secondsOfARun(algorithm, problem, observed));
        }
      }
      return seconds;
    } finally {
      levels.forEach(ObjectiveEvaluator::close);
    }
  }

  /** A supernet takes far longer than surrogates do. */
  private static Set<String> sources(RunSettings problem) {
    return problem.problem().metrics().stream()
        .flatMap(metric -> metric.source().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private double secondsOfARun(
      SearchAlgorithm algorithm, RunSettings settings, ArchitectureProblem problem) {
    int evaluations = settings.evaluations();
    SearchConditions whole = answers.conditions(
        settings,
        new SearchStart(
            List.of(), List.of(), DevicePriors.evaluate(settings, SEED, problem, answers)));
    double before = 0;
    for (int budget = Math.min(FIRST_TRIAL, evaluations); ; budget *= 2) {
      budget = Math.min(budget, evaluations);
      SearchConditions conditions = new SearchConditions(
          share(whole.budget(), budget, evaluations),
          whole.start(),
          whole.workers(),
          whole.clock(),
          whole.countsProposalTime());
      long start = System.nanoTime();
      algorithm.run(problem, conditions, SEED, evaluation -> {});
      double seconds = (System.nanoTime() - start) / 1e9;
      if (budget == evaluations) {
        return seconds;
      }
      boolean brief = longEnoughSeconds < LONG_ENOUGH_SECONDS;
      if (seconds > (brief || before > 0 ? longEnoughSeconds : TOO_LONG_SECONDS)) {
        double power = before > 0 ? Math.log(seconds / before) / Math.log(2) : LEAST_POWER;
        double allowed = Math.max(LEAST_POWER, Math.min(GREATEST_POWER, power));
        return seconds * Math.pow((double) evaluations / budget, allowed);
      }
      before = seconds;
    }
  }

  private static Budget share(Budget whole, int evaluations, int all) {
    return evaluations == all
        ? whole
        : new Budget(
            whole.unit(),
            whole.unit() == Budget.Unit.EVALUATIONS
                ? evaluations
                : whole.amount() * evaluations / all);
  }
}

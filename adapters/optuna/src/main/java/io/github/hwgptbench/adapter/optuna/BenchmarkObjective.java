package io.github.hwgptbench.adapter.optuna;

import com.google.common.collect.ImmutableSet;
import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Prior;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.algorithm.SimulatedWorkers;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Criterion;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The benchmark as an objective. Each gene is a parameter of the same name, whose values are its
 * choices; parameters of a layer exist only if the layer is active. Values have their unit and
 * sign, so accuracy is maximised. The value of a constraint is the signed distance to its bound,
 * positive where it is violated. The attribute {@value #ARCHITECTURE} of a trial is its
 * architecture.
 *
 * <pre>{@code
 * BenchmarkObjective objective = BenchmarkObjective.of(bench, objectives);
 * Study study = Study.builder().objectivesOf(objective).sampler(Samplers.ehvi(random)).create();
 * study.optimize(objective, 200);
 * }</pre>
 */
public final class BenchmarkObjective implements ObjectiveFunction {

  /**
   * The attribute of a trial with the amount of its highest fidelity so far, such as a number of
   * tokens. Set if evaluations have a fidelity, a cost or a time.
   *
   * @since 0.2.0
   */
  public static final String FIDELITY = "fidelity";

  /**
   * The attribute of a trial with the total cost of its evaluations, in evaluations at the highest
   * fidelity.
   *
   * @since 0.2.0
   */
  public static final String COST = "cost";

  /**
   * The attribute of a trial with the time of the simulated clock at which its last evaluation
   * ended, in seconds. Set if there is a clock.
   *
   * @since 0.2.0
   */
  public static final String SECONDS = "simulated_seconds";

  /** The attributes of a trial about what its own evaluations took. */
  static final ImmutableSet<String> EXPENSE = ImmutableSet.of(FIDELITY, COST, SECONDS);

  /** The attribute of a trial with its architecture, as {@link SearchSpace#format} writes it. */
  public static final String ARCHITECTURE = "architecture";

  /** In place of the values of a trial that goes on; this array and no other. */
  static final double[] PENDING = {};

  private final SearchSpace space;
  private final Problem problem;
  private final ParameterSpace parameters;
  private final List<Prior> priors;
  private final int concurrent;
  /** Null where every evaluation is the same, and nothing limits them. */
  private final @Nullable SimulatedWorkers workers;

  /** Whether earlier trials of the study have spent their part of the budget. */
  private boolean resumed;

  private BenchmarkObjective(
      SearchSpace space, Problem problem, @Nullable SearchConditions conditions) {
    if (!problem.genotypes().equals(space.genotypes())) {
      throw new IllegalArgumentException(
          Text.format("Problem %s is not over search space '%s'", problem.name(), space.name()));
    }
    this.space = space;
    this.problem = problem;
    this.parameters = ParameterSpace.of(space);
    this.priors = conditions == null ? List.of() : conditions.start().priors();
    this.concurrent = conditions == null ? 1 : conditions.workers();
    this.workers = conditions == null ? null : new SimulatedWorkers(problem, conditions);
  }

  /**
   * Returns a problem over a search space as an objective, with its noise and its fidelities if it
   * has any.
   *
   * @param space the search space whose genotypes the problem has
   * @param problem evaluates the trials
   * @throws IllegalArgumentException if the problem has other genotypes
   */
  public static BenchmarkObjective of(SearchSpace space, Problem problem) {
    return new BenchmarkObjective(
        space,
        problem,
        problem.fidelities().single()
            ? null
            : SearchConditions.of(Integer.MAX_VALUE, SearchStart.EMPTY));
  }

  /**
   * Returns a problem over a search space as an objective with a budget and optionally a simulated
   * clock, for one study. A trial for which the rest of the budget is not enough is pruned, and
   * ends the optimisation. A loaded study continues with the budget that its trials have left:
   * before the first new trial, the existing ones are evaluated again, so that the noise continues
   * too; fidelities in tokens have no noise, so that this is not necessary.
   *
   * <p>With several workers, that many trials are evaluated simultaneously in simulated time.
   * {@link Study#optimize} must then be called with this objective itself, and samplers observe
   * trials in the order in which they end.
   *
   * @param space the search space whose genotypes the problem has
   * @param problem evaluates the trials
   * @param conditions the budget, the clock and the workers, and priors for samplers that learn
   *     from them
   * @throws IllegalArgumentException if the problem has other genotypes, the start of the search is
   *     not empty, or the time of the sampler counts on the clock
   * @since 0.2.0
   */
  public static BenchmarkObjective of(
      SearchSpace space, Problem problem, SearchConditions conditions) {
    if (conditions.countsProposalTime() || !conditions.start().isEmpty()) {
      throw new IllegalArgumentException(Text.format(
          "Conditions of a study: %s; allowed: an empty start, and a clock that does not count"
              + " the time of the sampler",
          conditions));
    }
    return new BenchmarkObjective(space, problem, conditions);
  }

  /**
   * Returns objectives of the benchmark, without noise.
   *
   * @param bench must stay open while the objective is used
   * @param objectives one or more
   * @param constraints none or more
   * @throws IllegalArgumentException if the benchmark lacks one of them, or one is given twice
   */
  public static BenchmarkObjective of(
      HwGptBench bench, List<Objective> objectives, Constraint... constraints) {
    Set<Objective> all = new LinkedHashSet<>(objectives);
    for (Constraint constraint : constraints) {
      all.add(constraint.objective());
    }
    return of(
        bench.space(),
        ArchitectureProblem.builder(bench.evaluator(new ArrayList<>(all)))
            .objectives(objectives)
            .constraints(constraints)
            .build());
  }

  @Override
  public Optional<Declaration> declaration() {
    return Optional.of(new Declaration(
        parameters,
        problem.objectives().stream().map(BenchmarkObjective::direction).toList(),
        problem.objectives().stream().map(Criterion::name).toList(),
        problem.constraints().stream().map(Criterion::name).toList(),
        priors,
        concurrent));
  }

  private static Direction direction(Criterion objective) {
    return objective.maximized() ? Direction.MAXIMIZE : Direction.MINIMIZE;
  }

  /**
   * Evaluates a trial at the highest fidelity. If the study has a pruner, the trial is first
   * evaluated at all lower fidelities in ascending order, until it is pruned; since each evaluation
   * continues the previous one, the total cost is the same.
   */
  @Override
  public double[] evaluate(Trial trial) {
    int highest = problem.fidelities().highest();
    for (int level = firstFidelity(trial.study()); level < highest; level++) {
      evaluate(trial, level);
      if (trial.shouldPrune()) {
        throw new TrialPrunedException();
      }
    }
    return evaluate(trial, highest);
  }

  private int firstFidelity(Study study) {
    return study.hasPruner() ? 0 : problem.fidelities().highest();
  }

  /**
   * Evaluates a trial at a fidelity, for objectives that choose the fidelities of a trial
   * themselves. A trial that was evaluated at a lower fidelity before costs the difference. If the
   * problem has several fidelities, the values are {@linkplain Trial#report(double[], long)
   * reported} with the amount of the fidelity as the step.
   *
   * @param fidelity the index of a level of the problem
   * @return one value per objective
   * @throws TrialPrunedException if the rest of the budget is not enough
   * @throws IndexOutOfBoundsException if there is no such level
   * @throws IllegalStateException if several trials are evaluated simultaneously in simulated time
   * @since 0.2.0
   */
  public double[] evaluate(Trial trial, int fidelity) {
    if (concurrent > 1) {
      throw new IllegalStateException(Text.format(
          "Objective with %d workers evaluated directly; allowed: with Study.optimize",
          concurrent));
    }
    return note(trial, evaluation(candidate(trial, fidelity), trial.study()));
  }

  private Candidate candidate(Trial trial, int fidelity) {
    Objects.checkIndex(fidelity, problem.fidelities().size());
    Map<String, Object> params = trial.suggest(parameters);
    int[] genes = parameters
        .encode(params)
        .orElseThrow(() -> new IllegalArgumentException(Text.format(
            "Trial %d with parameters %s; allowed: those of search space %s",
            trial.number(), params, space)));
    return new Candidate(trial.number(), genes, fidelity);
  }

  /** Returns the values of a trial, and sets its attributes. */
  private double[] note(Trial trial, Evaluation evaluation) {
    int[] genes = evaluation.candidate().genes();
    Fidelities.Level level =
        problem.fidelities().levels().get(evaluation.candidate().fidelity());
    double[] values = evaluation.objectives();
    for (int i = 0; i < values.length; i++) {
      // Problems minimise; the reverse of what they do to what is maximised is the same again.
      values[i] = direction(problem.objectives().get(i)).minimized(values[i]);
    }
    Map<String, Object> attrs = new LinkedHashMap<>();
    attrs.put(ARCHITECTURE, space.format(space.decode(genes)));
    if (workers != null) {
      attrs.put(FIDELITY, level.amount());
      attrs.put(COST, cost(trial) + evaluation.cost());
      if (!Double.isNaN(evaluation.seconds())) {
        attrs.put(SECONDS, evaluation.seconds());
      }
    }
    trial.setUserAttrs(attrs);
    double[] margins = evaluation.margins();
    if (margins.length > 0) {
      Map<String, Double> constraints = new LinkedHashMap<>();
      for (int i = 0; i < margins.length; i++) {
        constraints.put(problem.constraints().get(i).name(), margins[i]);
      }
      trial.setConstraints(constraints);
    }
    if (!problem.fidelities().single()) {
      trial.report(values, level.amount());
    }
    return values;
  }

  private Evaluation evaluation(Candidate candidate, Study study) {
    if (workers == null) {
      double[] values = new double[problem.objectives().size()];
      double[] margins = new double[problem.constraints().size()];
      problem.evaluateMargins(candidate.genes(), values, margins);
      return new Evaluation(candidate, values, margins);
    }
    synchronized (workers) {
      begin(workers, candidate, study);
      return workers.end().orElseThrow();
    }
  }

  private void begin(SimulatedWorkers budgeted, Candidate candidate, Study study) {
    if (!resumed) {
      resumed = true;
      study.trials().stream()
          .filter(before -> before.number() != candidate.number())
          .forEach(before -> resume(budgeted, before));
    }
    if (!budgeted.begin(candidate)) {
      study.beginNoFurtherTrial();
      throw new TrialPrunedException();
    }
  }

  /** Spends what a trial of the loaded study has cost. */
  private void resume(SimulatedWorkers budgeted, FrozenTrial trial) {
    Optional<int[]> genes = parameters.encode(trial.params());
    Map<String, Object> attrs = trial.userAttrs();
    if (genes.isEmpty() || !(attrs.get(FIDELITY) instanceof Number highest)) {
      return;
    }
    double end = attrs.get(SECONDS) instanceof Number seconds ? seconds.doubleValue() : 0;
    Set<Long> steps = trial.reports().keySet();
    Fidelities fidelities = problem.fidelities();
    for (int level = 0; level < fidelities.size(); level++) {
      long amount = fidelities.levels().get(level).amount();
      if (fidelities.single() || amount == highest.longValue() || steps.contains(amount)) {
        budgeted.resume(new Candidate(trial.number(), genes.get(), level), end);
      }
    }
  }

  /** Returns whether several trials go on at a time in simulated time. */
  boolean concurrent() {
    return concurrent > 1;
  }

  /** Returns whether a worker is idle. */
  boolean idle() {
    return workers().idle() > 0;
  }

  /**
   * Begins a trial on a worker that is idle.
   *
   * @throws TrialPrunedException if the rest of the budget is not enough
   */
  void begin(Trial trial) {
    begin(workers(), candidate(trial, firstFidelity(trial.study())), trial.study());
  }

  /** Waits for the evaluation that ends next; its candidate has the number of the trial. */
  Optional<Evaluation> end() {
    return workers().end();
  }

  /**
   * Ends an evaluation of a trial.
   *
   * @return its values, or {@link #PENDING} if it goes on at the next fidelity
   * @throws TrialPrunedException if it is given up, or the rest of the budget is not enough
   */
  double[] ended(Trial trial, Evaluation evaluation) {
    double[] values = note(trial, evaluation);
    int fidelity = evaluation.candidate().fidelity();
    if (fidelity == problem.fidelities().highest()) {
      return values;
    }
    if (trial.shouldPrune()) {
      throw new TrialPrunedException();
    }
    begin(workers(), candidate(trial, fidelity + 1), trial.study());
    return PENDING;
  }

  private SimulatedWorkers workers() {
    return Objects.requireNonNull(workers);
  }

  private static double cost(Trial trial) {
    return trial.study().trial(trial.number()).userAttrs().get(COST) instanceof Number cost
        ? cost.doubleValue()
        : 0;
  }
}

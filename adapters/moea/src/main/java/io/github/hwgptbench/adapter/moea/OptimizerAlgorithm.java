package io.github.hwgptbench.adapter.moea;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.algorithm.internal.framework.OptimizerName;
import io.github.hwgptbench.internal.text.Text;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.moeaframework.algorithm.AbstractAlgorithm;
import org.moeaframework.core.PRNG;
import org.moeaframework.core.Solution;
import org.moeaframework.core.constraint.Constraint;
import org.moeaframework.core.constraint.GreaterThanOrEqual;
import org.moeaframework.core.constraint.LessThanOrEqual;
import org.moeaframework.core.population.NondominatedPopulation;
import org.moeaframework.problem.Problem;

/**
 * An optimizer of this library as an algorithm of MOEA Framework: in each step it proposes
 * solutions, which are evaluated, and observes their values. The algorithm terminates when the
 * optimizer proposes nothing more.
 *
 * <p>The seed is the given one, or drawn in the first step from the framework's generator
 * {@link PRNG}, so that a run is repeatable with the same seed there. The optimizer draws from a
 * separate generator, so its proposals do not depend on the random numbers that a problem draws.
 * With a given seed, it makes the same evaluations as elsewhere with this seed.
 *
 * <p>Its state can't be saved, so there are no checkpoints.
 */
public final class OptimizerAlgorithm extends AbstractAlgorithm {

  /** How many solutions a step evaluates at most, which may be in parallel. */
  private static final int LARGEST_STEP = 100;

  private final VariableEncoding encoding;
  private final OptimizerFactory factory;
  private final Settings settings;
  private final int maxEvaluations;
  private final @Nullable Long seed;
  private final NondominatedPopulation found = new NondominatedPopulation();
  /** Null before the first step. */
  private @Nullable Optimizer optimizer;

  /**
   * Makes an algorithm.
   *
   * @param problem of categories, integers or bits
   * @param factory makes the optimizer
   * @param settings values of its settings
   * @param maxEvaluations expected number of evaluations, for settings that depend on it; no step
   *     exceeds it, but further steps are possible after it
   * @param seed seed of the optimizer; null to draw one from the framework's generator
   * @throws IllegalArgumentException if the problem has other variables, or the number is not
   *     positive; the message has the allowed ones
   */
  public OptimizerAlgorithm(
      Problem problem,
      OptimizerFactory factory,
      Settings settings,
      int maxEvaluations,
      @Nullable Long seed) {
    super(problem);
    if (maxEvaluations < 1) {
      throw new IllegalArgumentException(
          Text.format("%d evaluations; allowed: 1 or more", maxEvaluations));
    }
    this.encoding = VariableEncoding.of(problem);
    this.factory = factory;
    this.settings = settings;
    this.maxEvaluations = maxEvaluations;
    this.seed = seed;
  }

  /** Returns the name by which the framework's factory of algorithms finds it. */
  @Override
  public String getName() {
    return OptimizerName.of(factory);
  }

  @Override
  public void initialize() {
    super.initialize();
    optimizer = factory.create(
        new SearchTask(
            encoding.space(),
            problem.getNumberOfObjectives(),
            problem.getNumberOfConstraints(),
            maxEvaluations),
        settings,
        RandomGeneratorFactory.of("L64X128MixRandom")
            .create(seed == null ? PRNG.getRandom().nextLong() : seed));
    iterate();
  }

  @Override
  protected void iterate() {
    Optimizer begun = Objects.requireNonNull(optimizer, "not initialized");
    int left = maxEvaluations - getNumberOfEvaluations();
    List<Candidate> candidates = begun.ask(left > 0 ? Math.min(left, LARGEST_STEP) : LARGEST_STEP);
    if (candidates.isEmpty()) {
      terminate();
      return;
    }
    List<Solution> solutions = candidates.stream().map(this::solution).toList();
    evaluateAll(solutions);
    found.addAll(solutions);
    List<Evaluation> evaluations = new ArrayList<>(solutions.size());
    for (int i = 0; i < solutions.size(); i++) {
      evaluations.add(evaluation(candidates.get(i), solutions.get(i)));
    }
    begun.tell(evaluations);
  }

  private Solution solution(Candidate candidate) {
    Solution solution = problem.newSolution();
    encoding.write(candidate.genes(), solution);
    return solution;
  }

  private static Evaluation evaluation(Candidate candidate, Solution solution) {
    double[] objectives = new double[solution.getNumberOfObjectives()];
    for (int i = 0; i < objectives.length; i++) {
      objectives[i] = solution.getObjective(i).getCanonicalValue();
    }
    double[] margins = new double[solution.getNumberOfConstraints()];
    for (int i = 0; i < margins.length; i++) {
      margins[i] = margin(solution.getConstraint(i));
    }
    return new Evaluation(candidate, objectives, margins);
  }

  /** The framework has no distance where a constraint holds, but it can be seen at some kinds. */
  private static double margin(Constraint constraint) {
    double violation = constraint.getMagnitudeOfViolation();
    if (violation != 0) {
      return violation;
    }
    if (constraint instanceof LessThanOrEqual bound) {
      return Math.min(0, bound.getValue() - bound.getThreshold());
    }
    if (constraint instanceof GreaterThanOrEqual bound) {
      return Math.min(0, bound.getThreshold() - bound.getValue());
    }
    return 0;
  }

  /** Returns the nondominated solutions among all evaluated ones. */
  @Override
  public NondominatedPopulation getResult() {
    return found;
  }

  /** Always refuses: optimizers don't save their state. */
  @Override
  public void saveState(ObjectOutputStream stream) throws NotSerializableException {
    throw noState();
  }

  /** Always refuses: optimizers don't save their state. */
  @Override
  public void loadState(ObjectInputStream stream) throws NotSerializableException {
    throw noState();
  }

  private NotSerializableException noState() {
    return new NotSerializableException(
        Text.format("%s can't save its state; run it without checkpoints", getName()));
  }
}

package io.github.hwgptbench.adapter.jmetal;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.algorithm.internal.framework.OptimizerName;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.uma.jmetal.algorithm.Algorithm;
import org.uma.jmetal.problem.Problem;
import org.uma.jmetal.solution.Solution;
import org.uma.jmetal.util.archive.impl.NonDominatedSolutionListArchive;
import org.uma.jmetal.util.evaluator.SolutionListEvaluator;
import org.uma.jmetal.util.pseudorandom.JMetalRandom;

/**
 * An optimizer of this library as an algorithm of jMetal, made by an
 * {@link OptimizerAlgorithmBuilder}.
 *
 * <p>The seed of a run is the given one, or drawn from {@link JMetalRandom}, so that the run is
 * repeatable with the same seed there. The optimizer draws from a separate generator, so its
 * proposals do not depend on the random numbers that a problem draws. With a given seed, it makes
 * the same evaluations as elsewhere with this seed.
 *
 * <p>Constraints follow jMetal: a negative value is a violation, a positive one a margin. Can't be
 * serialised.
 *
 * @param <S> type of the solutions
 */
public final class OptimizerAlgorithm<S extends Solution<?>> implements Algorithm<List<S>> {

  private static final long serialVersionUID = 1;

  /** How many evaluations are handed to an evaluator at most, for it to do in parallel. */
  private static final int LARGEST_BATCH = 256;

  private static final int SIXTEEN_BITS = 0xffff;

  private final Problem<S> problem;
  private final SolutionEncoding<S> encoding;
  private final OptimizerFactory factory;
  private final Settings settings;
  private final int maxEvaluations;
  private final @Nullable Long seed;
  private final SolutionListEvaluator<S> evaluator;
  private NonDominatedSolutionListArchive<S> found = new NonDominatedSolutionListArchive<>();

  OptimizerAlgorithm(
      Problem<S> problem,
      SolutionEncoding<S> encoding,
      OptimizerFactory factory,
      Settings settings,
      int maxEvaluations,
      @Nullable Long seed,
      SolutionListEvaluator<S> evaluator) {
    this.problem = problem;
    this.encoding = encoding;
    this.factory = factory;
    this.settings = settings;
    this.maxEvaluations = maxEvaluations;
    this.seed = seed;
    this.evaluator = evaluator;
  }

  @Override
  public void run() {
    found = new NonDominatedSolutionListArchive<>();
    Optimizer optimizer = factory.create(
        new SearchTask(
            encoding.space(),
            problem.numberOfObjectives(),
            problem.numberOfConstraints(),
            maxEvaluations),
        settings,
        RandomGeneratorFactory.of("L64X128MixRandom").create(seed == null ? drawSeed() : seed));
    S prototype = problem.createSolution();
    int left = maxEvaluations;
    while (left > 0) {
      List<Candidate> candidates = optimizer.ask(Math.min(left, LARGEST_BATCH));
      if (candidates.isEmpty()) {
        return;
      }
      optimizer.tell(evaluate(candidates, prototype));
      left -= candidates.size();
    }
  }

  /** jMetal draws no long numbers. */
  private static long drawSeed() {
    JMetalRandom random = JMetalRandom.getInstance();
    long seed = 0;
    for (int i = 0; i < Long.SIZE / 16; i++) {
      seed = seed << 16 | random.nextInt(0, SIXTEEN_BITS);
    }
    return seed;
  }

  private List<Evaluation> evaluate(List<Candidate> candidates, S prototype) {
    List<S> solutions = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      @SuppressWarnings("unchecked") // a copy is of the type of what is copied
      S solution = (S) prototype.copy();
      encoding.writer().accept(candidate.genes(), solution);
      solutions.add(solution);
    }
    List<S> evaluated = evaluator.evaluate(solutions, problem);
    List<Evaluation> evaluations = new ArrayList<>(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      S solution = evaluated.get(i);
      found.add(solution);
      evaluations.add(new Evaluation(candidates.get(i), solution.objectives(), margins(solution)));
    }
    return evaluations;
  }

  private static double[] margins(Solution<?> solution) {
    double[] margins = new double[solution.constraints().length];
    for (int i = 0; i < margins.length; i++) {
      margins[i] = 0.0 - solution.constraints()[i];
    }
    return margins;
  }

  /** Returns the nondominated solutions among all evaluated ones; none before a run. */
  @Override
  public List<S> result() {
    return found.solutions();
  }

  /** Returns the name that the optimizer also has in MOEA Framework, such as {@code HwGpt-ehvi}. */
  @Override
  public String name() {
    return OptimizerName.of(factory);
  }

  @Override
  public String description() {
    return factory.description();
  }
}

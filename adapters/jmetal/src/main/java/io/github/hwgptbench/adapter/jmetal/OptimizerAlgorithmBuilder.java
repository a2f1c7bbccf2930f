package io.github.hwgptbench.adapter.jmetal;

import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.internal.text.Text;
import org.jspecify.annotations.Nullable;
import org.uma.jmetal.algorithm.AlgorithmBuilder;
import org.uma.jmetal.problem.Problem;
import org.uma.jmetal.problem.binaryproblem.BinaryProblem;
import org.uma.jmetal.problem.integerproblem.IntegerProblem;
import org.uma.jmetal.solution.Solution;
import org.uma.jmetal.solution.binarysolution.BinarySolution;
import org.uma.jmetal.solution.integersolution.IntegerSolution;
import org.uma.jmetal.util.evaluator.SolutionListEvaluator;
import org.uma.jmetal.util.evaluator.impl.SequentialSolutionListEvaluator;

/**
 * Builds an optimizer of this library as an algorithm of jMetal, for any problem of integers or
 * bits.
 *
 * <pre>{@code
 * Algorithm<List<BinarySolution>> algorithm =
 *     OptimizerAlgorithmBuilder.of(new ZDT5(), "random").setMaxEvaluations(500).build();
 * }</pre>
 *
 * @param <S> type of the solutions
 */
public final class OptimizerAlgorithmBuilder<S extends Solution<?>>
    implements AlgorithmBuilder<OptimizerAlgorithm<S>> {

  private static final int USUAL_EVALUATIONS = 25_000;

  private final Problem<S> problem;
  private final SolutionEncoding<S> encoding;
  private final OptimizerFactory factory;
  private final Settings settings;
  private int maxEvaluations = USUAL_EVALUATIONS;
  private @Nullable Long seed;
  private SolutionListEvaluator<S> evaluator = new SequentialSolutionListEvaluator<>();

  private OptimizerAlgorithmBuilder(
      Problem<S> problem,
      SolutionEncoding<S> encoding,
      OptimizerFactory factory,
      Settings settings) {
    this.problem = problem;
    this.encoding = encoding;
    this.factory = factory;
    this.settings = settings;
  }

  /**
   * Begins to build an algorithm for a problem of integers, with one gene per variable, whose
   * levels are the integers within its bounds.
   *
   * @param optimizer name of an optimizer, such as {@code ehvi@paper}, optionally with settings
   * @throws IllegalArgumentException if there is none of this name, or a setting is wrong
   */
  public static OptimizerAlgorithmBuilder<IntegerSolution> of(
      IntegerProblem problem, String optimizer) {
    AlgorithmName name = AlgorithmName.parse(optimizer);
    OptimizerFactory factory = AlgorithmRegistry.load().optimizer(name);
    return of(problem, factory, Settings.of(factory.settings(), name.settings()));
  }

  /**
   * Begins to build an algorithm for a problem of integers.
   *
   * @param factory makes the optimizer
   * @param settings values of its settings
   */
  public static OptimizerAlgorithmBuilder<IntegerSolution> of(
      IntegerProblem problem, OptimizerFactory factory, Settings settings) {
    return new OptimizerAlgorithmBuilder<>(
        problem, SolutionEncoding.of(problem), factory, settings);
  }

  /**
   * Begins to build an algorithm for a problem of bits, each of which is a gene with two levels.
   *
   * @param optimizer name of an optimizer, such as {@code ehvi@paper}, optionally with settings
   * @throws IllegalArgumentException if there is none of this name, or a setting is wrong
   */
  public static OptimizerAlgorithmBuilder<BinarySolution> of(
      BinaryProblem problem, String optimizer) {
    AlgorithmName name = AlgorithmName.parse(optimizer);
    OptimizerFactory factory = AlgorithmRegistry.load().optimizer(name);
    return of(problem, factory, Settings.of(factory.settings(), name.settings()));
  }

  /**
   * Begins to build an algorithm for a problem of bits.
   *
   * @param factory makes the optimizer
   * @param settings values of its settings
   */
  public static OptimizerAlgorithmBuilder<BinarySolution> of(
      BinaryProblem problem, OptimizerFactory factory, Settings settings) {
    return new OptimizerAlgorithmBuilder<>(
        problem, SolutionEncoding.of(problem), factory, settings);
  }

  /**
   * Sets the number of evaluated solutions; by default 25,000, as in jMetal.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public OptimizerAlgorithmBuilder<S> setMaxEvaluations(int number) {
    if (number < 1) {
      throw new IllegalArgumentException(Text.format("%d evaluations; allowed: 1 or more", number));
    }
    maxEvaluations = number;
    return this;
  }

  /** Sets the seed of every run; by default each run draws one from jMetal's generator. */
  public OptimizerAlgorithmBuilder<S> setSeed(long value) {
    seed = value;
    return this;
  }

  /**
   * Sets the evaluator, such as a parallel one; by default, solutions are evaluated one after
   * another.
   */
  public OptimizerAlgorithmBuilder<S> setSolutionListEvaluator(SolutionListEvaluator<S> choice) {
    evaluator = choice;
    return this;
  }

  @Override
  public OptimizerAlgorithm<S> build() {
    return new OptimizerAlgorithm<>(
        problem, encoding, factory, settings, maxEvaluations, seed, evaluator);
  }
}

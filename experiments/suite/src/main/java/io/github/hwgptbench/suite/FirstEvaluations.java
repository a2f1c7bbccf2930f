package io.github.hwgptbench.suite;

import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.algorithm.ForwardingSearch;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.problem.Problem;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs an algorithm with its whole budget but ends it early, to repeat a run that a time limit
 * ended.
 *
 * @since 0.2.0
 */
final class FirstEvaluations extends ForwardingSearch {

  private final SearchAlgorithm algorithm;
  private final int count;

  /**
   * Makes an algorithm that ends early.
   *
   * @param algorithm the algorithm
   * @param count number of evaluations after which it ends; 1 or more
   */
  public FirstEvaluations(SearchAlgorithm algorithm, int count) {
    super(algorithm);
    this.algorithm = algorithm;
    this.count = count;
  }

  @Override
  public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
    run(problem, SearchConditions.of(budget, SearchStart.EMPTY), seed, listener);
  }

  @Override
  public void run(
      Problem problem, SearchConditions conditions, long seed, EvaluationListener listener) {
    AtomicInteger made = new AtomicInteger();
    try {
      algorithm.run(problem, conditions, seed, evaluation -> {
        if (made.get() < count) {
          listener.evaluated(evaluation);
        }
        // An exception is the one way out of algorithms.
        if (made.incrementAndGet() >= count) {
          throw new IllegalStateException("Enough");
        }
      });
    } catch (RuntimeException e) {
      if (made.get() < count) {
        throw e;
      }
    }
  }
}

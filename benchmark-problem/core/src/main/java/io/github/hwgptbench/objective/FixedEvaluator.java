package io.github.hwgptbench.objective;

import io.github.hwgptbench.space.SearchSpace;
import java.util.List;

/**
 * An evaluator whose search space and objectives are known when it is made.
 *
 * @since 0.2.0
 */
public abstract class FixedEvaluator implements ObjectiveEvaluator {

  /** The space whose genotypes are evaluated. */
  protected final SearchSpace space;

  /** What is evaluated, in the order of the values; can't be changed. */
  protected final List<Objective> objectives;

  /**
   * Makes an evaluator.
   *
   * @param space the space of the genotypes
   * @param objectives the evaluated objectives, in the order of the values, without repeats
   */
  protected FixedEvaluator(SearchSpace space, List<Objective> objectives) {
    this.space = space;
    this.objectives = List.copyOf(objectives);
  }

  @Override
  public final SearchSpace space() {
    return space;
  }

  @Override
  public final List<Objective> objectives() {
    return objectives;
  }
}

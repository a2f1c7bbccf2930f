package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Fidelities;

/**
 * What gives trials up early.
 *
 * @since 0.2.0
 */
public final class Pruners {

  private static final int REDUCTION = 4;

  private Pruners() {}

  /** Returns a pruner that lets every trial go on. */
  public static Pruner none() {
    return (study, trial) -> false;
  }

  /**
   * Returns asynchronous successive halving over steps {@code minResource}, {@code minResource *
   * reduction}, {@code minResource * reduction^2} and so on. When a trial reaches one of these, it
   * goes on only if it is among the best of all trials that have reached it: one in as many as
   * {@code reduction}, and at least one.
   *
   * <p>Better is less violation of constraints, then an earlier nondominated front, then an earlier
   * place in an epsilon-net of the front (Schmucker et al. 2021), as in the algorithm
   * {@code moasha}. With one objective and no constraints, decisions and journal are those of
   * Optuna's {@code SuccessiveHalvingPruner(min_resource=..., reduction_factor=...)}.
   *
   * @param minResource step of the first decision, positive
   * @param reduction 2 or more
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Pruner successiveHalving(long minResource, int reduction) {
    if (minResource < 1 || reduction < 2) {
      throw new IllegalArgumentException(Text.format(
          "Successive halving from step %d with reduction %d; allowed: 1 or more, 2 or more",
          minResource, reduction));
    }
    return new SuccessiveHalvingPruner(minResource, reduction);
  }

  /** Returns successive halving from the lowest fidelity, with reduction 4. */
  public static Pruner successiveHalving(Fidelities fidelities) {
    return successiveHalving(fidelities.levels().get(0).amount(), REDUCTION);
  }
}

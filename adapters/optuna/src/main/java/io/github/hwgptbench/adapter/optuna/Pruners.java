package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Fidelities;
import java.util.OptionalLong;

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
  public static SuccessiveHalvingPruner successiveHalving(long minResource, int reduction) {
    if (minResource < 1 || reduction < 2) {
      throw new IllegalArgumentException(Text.format(
          "Successive halving from step %d with reduction %d; allowed: 1 or more, 2 or more",
          minResource, reduction));
    }
    return new SuccessiveHalvingPruner(minResource, reduction, 0, 0);
  }

  /**
   * Returns successive halving from the hundredth part of the steps of the first complete trials
   * on, as Optuna's {@code SuccessiveHalvingPruner(min_resource="auto")}. Before one is complete,
   * no trial is pruned.
   *
   * @param reduction 2 or more
   * @throws IllegalArgumentException if the number is out of its range
   */
  public static SuccessiveHalvingPruner successiveHalving(int reduction) {
    if (reduction < 2) {
      throw new IllegalArgumentException(
          Text.format("Successive halving with reduction %d; allowed: 2 or more", reduction));
    }
    return SuccessiveHalvingPruner.automatic(reduction);
  }

  /**
   * Returns Hyperband: successive halving in several brackets, each of which begins to decide at
   * {@code reduction} times the step of the one before. As in Optuna the number of a trial and the
   * name of the study say which bracket it is in. Several objectives are compared as by
   * {@link #successiveHalving(long, int)}.
   *
   * @param minResource step of the first decision of the first bracket, positive
   * @param maxResource highest step, no less
   * @param reduction 2 or more
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Pruner hyperband(long minResource, long maxResource, int reduction) {
    return new HyperbandPruner(minResource, OptionalLong.of(maxResource), reduction);
  }

  /**
   * Returns Hyperband whose highest step is that of the first complete trials, as Optuna's
   * {@code HyperbandPruner(max_resource="auto")}. Before one is complete, no trial is pruned.
   *
   * @param minResource step of the first decision of the first bracket, positive
   * @param reduction 2 or more
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Pruner hyperband(long minResource, int reduction) {
    return new HyperbandPruner(minResource, OptionalLong.empty(), reduction);
  }

  /** Returns the median rule: {@link #percentile percentile 50}. */
  public static PercentilePruner median() {
    return percentile(50);
  }

  /**
   * Returns a pruner that lets a trial go on if its best value so far is among the best of the
   * complete trials at the same step. For one objective.
   *
   * @param percentile how many of them count as the best, in percent, 0 to 100
   * @throws IllegalArgumentException if the number is out of its range
   */
  public static PercentilePruner percentile(double percentile) {
    return PercentilePruner.of(percentile);
  }

  /**
   * Returns a pruner that lets a trial go on as long as its values are within limits. For one
   * objective.
   *
   * @param lower the least value, or negative infinity
   * @param upper the greatest value, or infinity
   * @throws IllegalArgumentException if the lower limit is above the upper one, or one is NaN
   */
  public static ThresholdPruner threshold(double lower, double upper) {
    return ThresholdPruner.of(lower, upper);
  }

  /**
   * Returns a pruner that lets a trial go on unless its best value of the last {@code patience + 1}
   * reports is worse than the best before, and another pruner gives it up too. For one objective.
   *
   * @param patience 0 or more
   * @param minDelta by how much it has to be worse, 0 or more
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Pruner patient(Pruner wrapped, int patience, double minDelta) {
    return new PatientPruner(wrapped, patience, minDelta);
  }

  /**
   * Returns a pruner that gives up each trial whose best value of the last {@code patience + 1}
   * reports is worse than the best before. For one objective.
   *
   * @param patience 0 or more
   * @param minDelta by how much it has to be worse, 0 or more
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Pruner patient(int patience, double minDelta) {
    return patient((study, trial) -> true, patience, minDelta);
  }

  /** Returns successive halving from the lowest fidelity, with reduction 4. */
  public static SuccessiveHalvingPruner successiveHalving(Fidelities fidelities) {
    return successiveHalving(fidelities.levels().get(0).amount(), REDUCTION);
  }
}

package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Fidelities;

/**
 * Pruners, which end unpromising trials early.
 *
 * @since 0.2.0
 */
public final class Pruners {

  private static final int REDUCTION = 4;

  private Pruners() {}

  /** Returns a pruner that prunes no trial. */
  public static Pruner none() {
    return (study, trial) -> false;
  }

  /**
   * Returns asynchronous successive halving over steps {@code minResource}, {@code minResource *
   * reduction}, {@code minResource * reduction^2} and so on. When a trial reaches one of these, it
   * continues only if it is among the best of all trials that have reached it: one in
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
          "Successive halving with minimum resource %d and reduction factor %d; allowed: 1 or"
              + " more, 2 or more",
          minResource, reduction));
    }
    return new SuccessiveHalvingPruner(minResource, reduction, 0, 0);
  }

  /**
   * Returns successive halving whose first step is a hundredth of the steps of the first complete
   * trials, as Optuna's {@code SuccessiveHalvingPruner(min_resource="auto")}. Before one is
   * complete, no trial is pruned.
   *
   * @param reduction 2 or more
   * @throws IllegalArgumentException if the number is out of its range
   */
  public static SuccessiveHalvingPruner successiveHalving(int reduction) {
    if (reduction < 2) {
      throw new IllegalArgumentException(Text.format(
          "Successive halving with reduction factor %d; allowed: 2 or more", reduction));
    }
    return SuccessiveHalvingPruner.automatic(reduction);
  }

  /**
   * Returns Hyperband: successive halving in several brackets, each of which makes its first
   * decision at {@code reduction} times the step of the previous one. As in Optuna, the number of a
   * trial and the name of the study determine its bracket. Several objectives are compared as by
   * {@link #successiveHalving(long, int)}.
   *
   * @param minResource step of the first decision of the first bracket, positive
   * @param maxResource highest step, at least {@code minResource}
   * @param reduction 2 or more
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Pruner hyperband(long minResource, long maxResource, int reduction) {
    return new HyperbandPruner(minResource, maxResource, reduction);
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
    return new HyperbandPruner(minResource, null, reduction);
  }

  /** Returns median pruning: {@link #percentile percentile 50}. */
  public static PercentilePruner median() {
    return percentile(50);
  }

  /**
   * Returns a pruner that keeps a trial if its best value so far is among the best of the complete
   * trials at the same step. For one objective.
   *
   * @param percentile the percentage of these that counts as the best, 0 to 100
   * @throws IllegalArgumentException if the number is out of its range
   */
  public static PercentilePruner percentile(double percentile) {
    return PercentilePruner.of(percentile);
  }

  /**
   * Returns a pruner that keeps a trial as long as its values are between two thresholds. For one
   * objective.
   *
   * @param lower the minimum value, or negative infinity
   * @param upper the maximum value, or infinity
   * @throws IllegalArgumentException if the lower threshold is above the upper one, or one is NaN
   */
  public static ThresholdPruner threshold(double lower, double upper) {
    return ThresholdPruner.of(lower, upper);
  }

  /**
   * Returns a pruner that keeps a trial unless its best value of the last {@code patience + 1}
   * reports is worse than the best one before, and another pruner prunes it too. For one objective.
   *
   * @param patience 0 or more
   * @param minDelta by how much it has to be worse, 0 or more
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Pruner patient(Pruner wrapped, int patience, double minDelta) {
    return new PatientPruner(wrapped, patience, minDelta);
  }

  /**
   * Returns a pruner that prunes each trial whose best value of the last {@code patience + 1}
   * reports is worse than the best one before. For one objective.
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

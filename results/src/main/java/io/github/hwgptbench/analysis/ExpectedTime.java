package io.github.hwgptbench.analysis;

import java.util.OptionalDouble;

/**
 * The expected running time to a target, in steps of the budget (Hansen et al. 2021, COCO,
 * Optimization Methods and Software 36, p. 114).
 *
 * @param share the target: a share of the hypervolume of the {@link TargetFront}
 * @param reached number of runs that reached it
 * @param runs number of runs
 * @param spent total steps of all runs until they reached the target or ended
 * @since 0.2.0
 */
public record ExpectedTime(double share, int reached, int runs, long spent) {

  /**
   * Returns the total steps of all runs until they reached the target or ended, divided by the
   * number of runs that reached it; empty if none did.
   */
  public OptionalDouble steps() {
    return reached == 0 ? OptionalDouble.empty() : OptionalDouble.of(spent / (double) reached);
  }
}

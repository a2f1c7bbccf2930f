package io.github.hwgptbench.analysis;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The steps of the budget until the seeds of an algorithm reached a share of the hypervolume of the
 * {@link TargetFront}. Seeds that did not reach it count as later than all others.
 *
 * @param share the target, such as 0.99
 * @param times steps to the target of the seeds that reached it, ascending
 * @param runs number of seeds
 * @param spent total steps of all seeds until they reached the target or ended
 */
public record TargetTime(double share, List<Integer> times, int runs, long spent) {

  /** Copies the list. */
  public TargetTime {
    times = List.copyOf(times);
  }

  /** Returns the number of seeds that reached it. */
  public int reached() {
    return times.size();
  }

  /** Returns when a quarter of the seeds, rounded up, had reached it; empty if they did not. */
  public OptionalInt quarter() {
    return after(1, 4);
  }

  /** Returns when half of the seeds, rounded up, had reached it; empty if they did not. */
  public OptionalInt half() {
    return after(1, 2);
  }

  /**
   * Returns when three quarters of the seeds, rounded up, had reached it; empty if they did not.
   */
  public OptionalInt threeQuarters() {
    return after(3, 4);
  }

  private OptionalInt after(int numerator, int denominator) {
    int seeds = (numerator * runs + denominator - 1) / denominator;
    return seeds <= times.size() ? OptionalInt.of(times.get(seeds - 1)) : OptionalInt.empty();
  }

  /**
   * Returns the expected running time (Hansen et al. 2021, COCO, Optimization Methods and Software
   * 36, p. 114), in steps: the total of all seeds until they reached the target or ended, divided
   * by the number of seeds that reached it; empty if none did.
   */
  public OptionalDouble expected() {
    return times.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(spent / (double) times.size());
  }
}

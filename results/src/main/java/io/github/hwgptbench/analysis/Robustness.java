package io.github.hwgptbench.analysis;

import java.util.List;

/**
 * Whether the order of algorithms on a problem is robust to the errors of the surrogates: in how
 * many worlds, drawn from these errors, it is the same when all final fronts are scored again. Two
 * algorithms whose fronts differ by less than the surrogates err do not differ on hardware.
 *
 * @param worlds how many were drawn
 * @param seed of the draws
 * @param pairs every two algorithms whose median hypervolumes over the seeds that both have differ
 * @since 0.2.0
 */
public record Robustness(int worlds, long seed, List<Pair> pairs) {

  /** How many worlds reports draw. */
  public static final int WORLDS = 200;

  /**
   * Two algorithms.
   *
   * @param better name of the one with the larger median hypervolume over the seeds that both have,
   *     without noise
   * @param worse name of the other
   * @param adjustedPValue of the signed-rank test over shared seeds, after Holm's correction
   * @param share of the worlds in which the median of the better one is larger, 0 to 1
   */
  public record Pair(String better, String worse, double adjustedPValue, double share) {

    /**
     * Returns whether the algorithms differ significantly over the seeds.
     *
     * @param level of significance
     */
    public boolean significant(double level) {
      return adjustedPValue <= level;
    }

    /**
     * Returns whether the order holds in as many worlds as a level of significance asks for.
     *
     * @param level of significance
     */
    public boolean robust(double level) {
      return share >= 1 - level;
    }
  }

  /** Copies the pairs. */
  public Robustness {
    pairs = List.copyOf(pairs);
  }

  /**
   * Returns the pairs that differ significantly over the seeds, in an order that is not robust.
   *
   * @param level of significance
   */
  public List<Pair> doubtful(double level) {
    return pairs.stream()
        .filter(pair -> pair.significant(level) && !pair.robust(level))
        .toList();
  }
}

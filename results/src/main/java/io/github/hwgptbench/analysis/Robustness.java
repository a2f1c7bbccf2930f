package io.github.hwgptbench.analysis;

import java.util.List;

/**
 * The robustness of the order of algorithms on a problem to the errors of the surrogates: the share
 * of worlds, drawn from these errors, in which the order is the same when all final fronts are
 * scored again. Two algorithms whose fronts differ by less than the errors of the surrogates do not
 * differ on hardware.
 *
 * @param worlds number of worlds
 * @param seed seed of the worlds
 * @param pairs all pairs of algorithms whose median hypervolumes over their shared seeds differ
 * @since 0.2.0
 */
public record Robustness(int worlds, long seed, List<Pair> pairs) {

  /** The number of worlds of reports. */
  public static final int WORLDS = 200;

  /**
   * A pair of algorithms.
   *
   * @param better name of the one with the larger noise-free median hypervolume over their shared
   *     seeds
   * @param worse name of the other
   * @param adjustedPValue p-value of the signed-rank test over shared seeds, after Holm's
   *     correction
   * @param share share of the worlds in which the median of the better one is larger, 0 to 1
   */
  public record Pair(String better, String worse, double adjustedPValue, double share) {

    /**
     * Returns whether the algorithms differ significantly over the seeds.
     *
     * @param level significance level
     */
    public boolean significant(double level) {
      return adjustedPValue <= level;
    }

    /**
     * Returns whether the order holds in as large a share of worlds as a significance level
     * requires.
     *
     * @param level significance level
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
   * Returns the pairs that differ significantly over the seeds, but whose order is not robust.
   *
   * @param level significance level
   */
  public List<Pair> doubtful(double level) {
    return pairs.stream()
        .filter(pair -> pair.significant(level) && !pair.robust(level))
        .toList();
  }
}

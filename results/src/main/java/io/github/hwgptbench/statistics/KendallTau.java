package io.github.hwgptbench.statistics;

import io.github.hwgptbench.internal.text.Text;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Kendall's rank correlation of two orders: the excess of concordant over discordant pairs of
 * items. Pairs are counted in O(n log n) by the merge sort of Knight (1966, JASA 61, p. 436).
 *
 * @param pairs number of pairs of items
 * @param concordant number of pairs in the same order in both
 * @param discordant number of pairs in opposite orders
 * @param tiedFirst number of pairs that are equal in the first order
 * @param tiedSecond number of pairs that are equal in the second order
 */
public record KendallTau(
    long pairs, long concordant, long discordant, long tiedFirst, long tiedSecond) {

  /**
   * Compares two orders.
   *
   * @param first one number per item; not changed
   * @param second one number per item, in the order of the first; not changed
   * @throws IllegalArgumentException if there are fewer than two items, not as many of both, or a
   *     number is not finite
   */
  public static KendallTau of(double[] first, double[] second) {
    return new Against(first).compare(second);
  }

  /**
   * One order that several others are compared with: it is sorted once only. Safe for use by many
   * threads.
   */
  public static final class Against {

    private final int[] order;
    /** Where each group of equal numbers begins in the order, and where the last one ends. */
    private final int[] groups;

    /**
     * Sorts an order.
     *
     * @param first one number per item; not changed
     * @throws IllegalArgumentException if there are fewer than two items, or a number is not finite
     */
    public Against(double[] first) {
      Checks.atLeast(2, first.length, "items");
      Checks.finite(first, "Kendall's tau, first");
      order = IntStream.range(0, first.length)
          .boxed()
          .sorted(Comparator.comparingDouble(item -> first[item]))
          .mapToInt(Integer::intValue)
          .toArray();
      groups = IntStream.rangeClosed(0, order.length)
          .filter(at -> at == 0 || at == order.length || first[order[at]] != first[order[at - 1]])
          .toArray();
    }

    /**
     * Compares another order with this one.
     *
     * @param second one number per item; not changed
     * @throws IllegalArgumentException if there are not as many items, or a number is not finite
     */
    public KendallTau compare(double[] second) {
      if (second.length != order.length) {
        throw new IllegalArgumentException(Text.format(
            "Kendall's tau of %d and %d items; the numbers must be equal",
            order.length, second.length));
      }
      Checks.finite(second, "Kendall's tau, second");
      double[] sorted = new double[order.length];
      for (int at = 0; at < sorted.length; at++) {
        sorted[at] = second[order[at]];
      }
      long tiedFirst = 0;
      long tiedBoth = 0;
      for (int group = 1; group < groups.length; group++) {
        // Rising where the first is equal, so that no such pair counts as an inversion.
        Arrays.sort(sorted, groups[group - 1], groups[group]);
        tiedFirst += pairs(groups[group] - groups[group - 1]);
        tiedBoth += tied(sorted, groups[group - 1], groups[group]);
      }
      long discordant = inversions(sorted, new double[sorted.length], 0, sorted.length);
      long tiedSecond = tied(sorted, 0, sorted.length);
      long pairs = pairs(sorted.length);
      long concordant = pairs - tiedFirst - tiedSecond + tiedBoth - discordant;
      return new KendallTau(pairs, concordant, discordant, tiedFirst, tiedSecond);
    }

    private static long pairs(long items) {
      return items * (items - 1) / 2;
    }

    /** The number of pairs of equal numbers in a rising part. */
    private static long tied(double[] sorted, int from, int to) {
      long tied = 0;
      int start = from;
      for (int at = from + 1; at <= to; at++) {
        if (at == to || sorted[at] != sorted[start]) {
          tied += pairs(at - start);
          start = at;
        }
      }
      return tied;
    }

    /** Sorts a part, and counts the pairs of which the larger stood first. */
    private static long inversions(double[] values, double[] merged, int from, int to) {
      if (to - from < 2) {
        return 0;
      }
      int middle = (from + to) >>> 1;
      long count =
          inversions(values, merged, from, middle) + inversions(values, merged, middle, to);
      int left = from;
      int right = middle;
      for (int at = from; at < to; at++) {
        if (right < to && (left == middle || values[right] < values[left])) {
          count += middle - left;
          merged[at] = values[right++];
        } else {
          merged[at] = values[left++];
        }
      }
      System.arraycopy(merged, from, values, from, to - from);
      return count;
    }
  }

  /** Returns tau-a, -1 to 1: ties count as neither, and so bring it nearer to 0. */
  public double tauA() {
    return (double) (concordant - discordant) / pairs;
  }

  /**
   * Returns tau-b, -1 to 1: corrected for ties (Kendall 1945, Biometrika 33, p. 239). NaN if all
   * items are equal in either order.
   */
  public double tauB() {
    return (concordant - discordant)
        / Math.sqrt((double) (pairs - tiedFirst) * (pairs - tiedSecond));
  }
}

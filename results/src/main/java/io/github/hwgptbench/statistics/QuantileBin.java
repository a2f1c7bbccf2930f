package io.github.hwgptbench.statistics;

import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pairs of numbers whose first numbers are next to each other, and how their second numbers are
 * distributed: a conditional distribution without a model of it.
 *
 * @param count number of pairs, at least 1
 * @param median of the first numbers
 * @param quantiles of the second numbers, one per level, as in {@link Summary}
 * @since 0.2.0
 */
public record QuantileBin(int count, double median, List<Double> quantiles) {

  /** Copies the quantiles. */
  public QuantileBin {
    quantiles = List.copyOf(quantiles);
  }

  /**
   * Bins pairs of numbers.
   *
   * @param x first numbers, at least as many as bins; not changed
   * @param y second numbers, as many; not changed
   * @param bins how many to make, 1 or more; their counts differ by at most 1
   * @param levels of the quantiles, each from 0 to 1
   * @return the bins in rising order of their first numbers
   * @throws IllegalArgumentException if there are fewer pairs than bins, not as many numbers of one
   *     kind as of the other, a number is not finite, or a level is not within 0 to 1
   */
  public static List<QuantileBin> of(double[] x, double[] y, int bins, List<Double> levels) {
    Checks.atLeast(1, bins, "bins");
    Checks.atLeast(bins, x.length, "pairs of numbers");
    if (y.length != x.length) {
      throw new IllegalArgumentException(
          Text.format("%d first and %d second numbers; must be equal", x.length, y.length));
    }
    Checks.finite(x, "Bins");
    // Equal first numbers in the order in which they came, which second numbers do not decide.
    int[] rising = IntStream.range(0, x.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> x[i]))
        .mapToInt(i -> i)
        .toArray();
    List<QuantileBin> all = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      int[] members = Arrays.copyOfRange(
          rising, (int) ((long) bin * x.length / bins), (int) ((bin + 1L) * x.length / bins));
      EmpiricalDistribution first = new EmpiricalDistribution(
          Arrays.stream(members).mapToDouble(i -> x[i]).toArray());
      EmpiricalDistribution second = new EmpiricalDistribution(
          Arrays.stream(members).mapToDouble(i -> y[i]).toArray());
      all.add(new QuantileBin(
          members.length,
          first.quantile(0.5),
          levels.stream().map(second::quantile).toList()));
    }
    return all;
  }
}

package io.github.hwgptbench.statistics;

import io.github.hwgptbench.internal.text.Text;

/**
 * Spearman's rank correlation: Pearson's correlation of ranks, where equal numbers share their mean
 * rank.
 */
public final class Spearman {

  private final double[] centred;
  private final double norm;

  /**
   * Ranks an order, for comparison with several others.
   *
   * @param values one number per item; not changed
   * @throws IllegalArgumentException if there are fewer than two items, or a number is not finite
   */
  public Spearman(double[] values) {
    Checks.atLeast(2, values.length, "items");
    Checks.finite(values, "Spearman's rho");
    centred = Ranks.of(values, Better.LESS);
    double mean = (values.length + 1) / 2.0;
    double squares = 0;
    for (int item = 0; item < centred.length; item++) {
      centred[item] -= mean;
      squares += centred[item] * centred[item];
    }
    norm = Math.sqrt(squares);
  }

  /**
   * Compares two orders.
   *
   * @param first one number per item; not changed
   * @param second one number per item, in the order of the first; not changed
   * @return -1 to 1; NaN if all items are equal in either order
   * @throws IllegalArgumentException if there are fewer than two items, lengths differ, or a number
   *     is not finite
   */
  public static double of(double[] first, double[] second) {
    return new Spearman(first).rho(new Spearman(second));
  }

  /**
   * Returns rho of this order and another, -1 to 1; NaN if all items are equal in either.
   *
   * @throws IllegalArgumentException if the numbers of items differ
   */
  public double rho(Spearman other) {
    if (other.centred.length != centred.length) {
      throw new IllegalArgumentException(Text.format(
          "Spearman's rho of %d and %d items; the numbers must be equal",
          centred.length, other.centred.length));
    }
    double products = 0;
    for (int item = 0; item < centred.length; item++) {
      products += centred[item] * other.centred[item];
    }
    return products / (norm * other.norm);
  }
}

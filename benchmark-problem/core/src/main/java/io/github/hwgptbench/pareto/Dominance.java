package io.github.hwgptbench.pareto;

import io.github.hwgptbench.internal.text.Text;

/** Pareto dominance between two points, minimising. */
public final class Dominance {

  private Dominance() {}

  /**
   * Returns whether the first point is nowhere worse and somewhere better than the second.
   *
   * @throws IllegalArgumentException if the points differ in their number of objectives
   */
  public static boolean dominates(double[] first, double[] second) {
    checkSame(first, second);
    boolean better = false;
    for (int i = 0; i < first.length; i++) {
      if (first[i] > second[i]) {
        return false;
      }
      better |= first[i] < second[i];
    }
    return better;
  }

  /**
   * Returns whether the first point is nowhere worse than the second: it dominates it, or equals
   * it.
   *
   * @throws IllegalArgumentException if the points differ in their number of objectives
   */
  public static boolean covers(double[] first, double[] second) {
    checkSame(first, second);
    for (int i = 0; i < first.length; i++) {
      if (first[i] > second[i]) {
        return false;
      }
    }
    return true;
  }

  private static void checkSame(double[] first, double[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(Text.format(
          "Points with %d and %d objectives; the numbers must be equal",
          first.length, second.length));
    }
  }
}

package io.github.hwgptbench.pareto;

import io.github.hwgptbench.internal.text.Text;

/** What indicators compare points with. */
final class ReferenceSet {

  private ReferenceSet() {}

  /**
   * Checks that points can be compared with a reference front.
   *
   * @throws IllegalArgumentException if not; the message has the reason
   */
  static void check(double[][] points, double[][] reference) {
    if (reference.length == 0) {
      throw new IllegalArgumentException("Reference front of no points; allowed: 1 or more");
    }
    int objectives = reference[0].length;
    if (objectives == 0) {
      throw new IllegalArgumentException("Reference front of no objectives; allowed: 1 or more");
    }
    for (int i = 0; i < reference.length; i++) {
      Columns.check(reference[i], i, objectives);
      for (double value : reference[i]) {
        if (Double.isInfinite(value)) {
          throw new IllegalArgumentException(Text.format(
              "Reference front, point %d: a value of %s; allowed: finite numbers", i, value));
        }
      }
    }
    for (int i = 0; i < points.length; i++) {
      Columns.check(points[i], i, objectives);
    }
  }
}

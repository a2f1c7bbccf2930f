package io.github.hwgptbench.statistics;

import io.github.hwgptbench.internal.text.Text;

/** What the tests of this package ask of their input. */
final class Checks {

  private Checks() {}

  static void finite(double[] values, String what) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            Text.format("%s: value %d is %s; allowed: finite numbers", what, i, values[i]));
      }
    }
  }

  static void level(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          Text.format("Level %s; allowed: more than 0 and less than 1", level));
    }
  }

  static void atLeast(int least, int number, String what) {
    if (number < least) {
      throw new IllegalArgumentException(
          Text.format("%d %s; allowed: %d or more", number, what, least));
    }
  }
}

package io.github.hwgptbench.statistics;

import java.util.Locale;

/** What the tests of this package ask of their input. */
final class Checks {

  private Checks() {}

  static void finite(double[] values, String what) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(String.format(
            Locale.ROOT, "%s: value %d is %s; allowed: finite numbers", what, i, values[i]));
      }
    }
  }

  static void level(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "Level %s; allowed: more than 0 and less than 1", level));
    }
  }

  static void atLeast(int least, int number, String what) {
    if (number < least) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d %s; allowed: %d or more", number, what, least));
    }
  }
}

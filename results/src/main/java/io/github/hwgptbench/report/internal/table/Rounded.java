package io.github.hwgptbench.report.internal.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for a reader. */
final class Rounded {

  private static final double SMALLEST_PROBABILITY = 0.001;

  private Rounded() {}

  /** Returns a number with so many decimals; what rounds to zero has no sign. */
  static String decimals(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value)
        .replaceFirst("^-(0(\\.0*)?)$", "$1");
  }

  /** Returns a number with so many significant digits, without an exponent. */
  static String significant(double value, int digits) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    return new BigDecimal(value).round(new MathContext(digits)).toPlainString();
  }

  /** Returns a probability with three decimals, or that it is below 0.001. */
  static String probability(double value) {
    return value < SMALLEST_PROBABILITY ? "< 0.001" : decimals(value, 3);
  }
}

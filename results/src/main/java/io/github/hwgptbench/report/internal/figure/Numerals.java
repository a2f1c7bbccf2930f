package io.github.hwgptbench.report.internal.figure;

import io.github.hwgptbench.internal.text.Text;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as figures write them. */
final class Numerals {

  private static final MathContext DATA = new MathContext(6);
  private static final double FINEST = 1e-4;
  private static final double COARSEST = 1e7;

  private Numerals() {}

  /** Returns a length or a place in pixels to a tenth. */
  static String pixels(double value) {
    double rounded = Math.rint(value * 10) / 10;
    return rounded == Math.rint(rounded)
        ? Long.toString((long) rounded)
        : BigDecimal.valueOf(rounded).toPlainString();
  }

  /** Returns the text of a tick where ticks are a step apart. */
  static String tick(double value, double step) {
    if (value != 0 && (Math.abs(value) < FINEST || Math.abs(value) >= COARSEST)) {
      String text = Text.format("%.3g", value);
      BigDecimal number = new BigDecimal(text).stripTrailingZeros();
      int exponent = number.precision() - number.scale() - 1;
      return number.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
    }
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    String pattern = (Math.abs(value) >= 10_000 ? "%,." : "%.") + decimals + "f";
    // A rounded negative number must not become -0.
    return String.format(Locale.ROOT, pattern, value).replaceFirst("^-(0(\\.0*)?)$", "$1");
  }

  /** Returns a number to as many digits as anybody can see. */
  static BigDecimal data(double value) {
    return new BigDecimal(value).round(DATA).stripTrailingZeros();
  }
}

package io.github.hwgptbench.record;

/** Numbers as they stand in CSV files: every one can be read back to the same bits. */
public final class PlainNumber {

  private static final double EXACT = 1L << 53;

  private PlainNumber() {}

  /** Returns an integer without a point or an exponent, and any other as Java writes it. */
  public static String of(double value) {
    return value == Math.rint(value) && Math.abs(value) < EXACT && !isNegativeZero(value)
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static boolean isNegativeZero(double value) {
    return value == 0 && Double.doubleToRawLongBits(value) != 0;
  }
}

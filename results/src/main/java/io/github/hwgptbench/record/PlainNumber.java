package io.github.hwgptbench.record;

/** Writes numbers for CSV files, such that they are bit-identical when they are read back. */
public final class PlainNumber {

  private static final double EXACT = 1L << 53;

  private PlainNumber() {}

  /** Returns an integer without a point or an exponent, and any other number as Java writes it. */
  public static String of(double value) {
    return value == Math.rint(value) && Math.abs(value) < EXACT && !isNegativeZero(value)
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static boolean isNegativeZero(double value) {
    return value == 0 && Double.doubleToRawLongBits(value) != 0;
  }
}

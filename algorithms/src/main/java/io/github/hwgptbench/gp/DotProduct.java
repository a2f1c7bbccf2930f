package io.github.hwgptbench.gp;

/** The inner loop of all linear algebra here. */
final class DotProduct {

  private DotProduct() {}

  /**
   * Returns the sum of the products of the first {@code length} elements. The four running sums
   * keep the processor from waiting for each addition; their order is fixed, so the result is the
   * same everywhere.
   */
  static double of(double[] a, double[] b, int length) {
    return of(a, b, 0, length);
  }

  /** Returns the sum of the products of the elements {@code from} to {@code to - 1}. */
  static double of(double[] a, double[] b, int from, int to) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      sum0 += a[i] * b[i];
      sum1 += a[i + 1] * b[i + 1];
      sum2 += a[i + 2] * b[i + 2];
      sum3 += a[i + 3] * b[i + 3];
    }
    for (; i < to; i++) {
      sum0 += a[i] * b[i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }
}

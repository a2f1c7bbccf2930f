package io.github.hwgptbench.creation;

/** Kendall's rank correlation, tau-a: ties count as neither. */
final class KendallTau {

  private KendallTau() {}

  static double of(double[] first, double[] second) {
    long sum = 0;
    for (int i = 1; i < first.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += (long) (Math.signum(first[i] - first[j]) * Math.signum(second[i] - second[j]));
      }
    }
    return 2.0 * sum / ((double) first.length * (first.length - 1));
  }
}

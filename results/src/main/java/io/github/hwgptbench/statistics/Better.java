package io.github.hwgptbench.statistics;

/** The direction in which values of an indicator are better. */
public enum Better {
  /** Less is better, as of IGD+. */
  LESS,
  /** More is better, as of the hypervolume. */
  MORE;

  /** Returns a value with the sign for which more is better. */
  public double merit(double value) {
    return this == MORE ? value : 0.0 - value;
  }
}

package io.github.hwgptbench.statistics;

/** Which values of an indicator are better. */
public enum Better {
  /** Less is better, as of IGD+. */
  LESS,
  /** More is better, as of the hypervolume. */
  MORE;

  /** Returns a value with such a sign that more is better. */
  public double merit(double value) {
    return this == MORE ? value : 0.0 - value;
  }
}

package io.github.hwgptbench.statistics;

/** Which values of an indicator are better. */
public enum Better {
  /** Less is better, as of IGD+. */
  LESS,
  /** More is better, as of the hypervolume. */
  MORE
}

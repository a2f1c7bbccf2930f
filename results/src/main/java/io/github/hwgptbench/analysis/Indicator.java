package io.github.hwgptbench.analysis;

import io.github.hwgptbench.statistics.Better;

/** What a finished run is scored by. */
public enum Indicator {
  /**
   * The hypervolume, divided by that of the {@link TargetFront}; 1 is as good as it. See
   * {@link io.github.hwgptbench.pareto.Hypervolume}.
   */
  HYPERVOLUME(Better.MORE, "relative hypervolume"),
  /**
   * The modified inverted generational distance to the {@link TargetFront}, of normalised values.
   * See {@link io.github.hwgptbench.pareto.IgdPlus}.
   */
  IGD_PLUS(Better.LESS, "IGD+"),
  /**
   * The additive epsilon indicator beside the {@link TargetFront}, of normalised values. See
   * {@link io.github.hwgptbench.pareto.AdditiveEpsilon}.
   */
  EPSILON(Better.LESS, "additive epsilon");

  private final Better better;
  private final String label;

  Indicator(Better better, String label) {
    this.better = better;
    this.label = label;
  }

  /** Returns which values are better. */
  public Better better() {
    return better;
  }

  /** Returns the name as it stands in a table. */
  public String label() {
    return label;
  }
}

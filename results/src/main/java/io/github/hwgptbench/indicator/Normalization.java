package io.github.hwgptbench.indicator;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import java.util.List;

/**
 * Maps values of objectives to a common scale, where 0 is the best value in the bounds, 1 the
 * worst, and less is always better: a maximised metric (accuracy) is reversed. Values beyond the
 * bounds fall outside of 0 to 1.
 */
public final class Normalization {

  private final List<Objective> objectives;
  private final Bounds.Range[] ranges;
  private final boolean[] maximized;

  /**
   * Makes a normalisation.
   *
   * @param bounds bounds with a range for every objective
   * @param objectives in the order of the values
   * @throws IllegalArgumentException if an objective has no range; the message names those that
   *     have
   */
  public Normalization(Bounds bounds, List<Objective> objectives) {
    this.objectives = List.copyOf(objectives);
    this.ranges = this.objectives.stream().map(bounds::range).toArray(Bounds.Range[]::new);
    this.maximized = new boolean[ranges.length];
    for (int i = 0; i < ranges.length; i++) {
      maximized[i] = this.objectives.get(i).metric().maximized();
    }
  }

  /**
   * Returns normalised values, in a new array.
   *
   * @param values one value per objective, in its unit and with its sign (accuracy is not negated)
   * @throws IllegalArgumentException if there is not one value per objective
   */
  public double[] apply(double[] values) {
    if (values.length != objectives.size()) {
      throw new IllegalArgumentException(
          Text.format("%d values; there are %d objectives", values.length, objectives.size()));
    }
    double[] normalized = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double upward = ranges[i].normalize(values[i]);
      normalized[i] = maximized[i] ? 1 - upward : upward;
    }
    return normalized;
  }

  /**
   * Returns values with the sign of their objectives, in a new array: reverses the negation of
   * maximised objectives.
   *
   * @param minimized one value per objective, in its unit, as a problem returns it
   */
  public double[] natural(double[] minimized) {
    double[] values = minimized.clone();
    for (int i = 0; i < values.length; i++) {
      if (maximized[i]) {
        values[i] = 0.0 - values[i];
      }
    }
    return values;
  }
}

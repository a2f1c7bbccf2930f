package io.github.hwgptbench.indicator;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.pareto.GrowingHypervolume;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The hypervolume of a run after each of its evaluations, or after each step of another budget,
 * which shows its quality at any time it might have been stopped. Nondecreasing if all evaluations
 * count; a recommendation may become worse. Immutable.
 */
public final class HypervolumeCurve {

  private final double[] values;

  private HypervolumeCurve(double[] values) {
    this.values = values;
  }

  /**
   * Computes the curve of a run.
   *
   * @param normalized one point per evaluation, in their order, minimised and normalised by the
   *     bounds of the protocol. An infeasible evaluation, which does not count, has a value of
   *     positive infinity
   * @param protocol has the reference point
   * @throws IllegalArgumentException if a point has another number of objectives, a NaN or a
   *     negative infinity
   */
  public static HypervolumeCurve of(double[][] normalized, HypervolumeProtocol protocol) {
    GrowingHypervolume hypervolume = new GrowingHypervolume(protocol.reference());
    double[] values = new double[normalized.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = hypervolume.add(normalized[i]);
    }
    return new HypervolumeCurve(values);
  }

  /**
   * Makes a curve of given hypervolumes.
   *
   * @param hypervolumes after each evaluation, or after each step of another budget; copied
   * @since 0.2.0
   */
  public static HypervolumeCurve of(double[] hypervolumes) {
    return new HypervolumeCurve(hypervolumes.clone());
  }

  /** Returns the number of evaluations. */
  public int evaluations() {
    return values.length;
  }

  /**
   * Returns the hypervolume after a number of evaluations: 0 after none, and the last one beyond
   * the end.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public double after(int evaluations) {
    if (evaluations < 0) {
      throw new IllegalArgumentException(
          Text.format("Hypervolume after %d evaluations; allowed: 0 or more", evaluations));
    }
    int counted = Math.min(evaluations, values.length);
    return counted == 0 ? 0 : values[counted - 1];
  }

  /** Returns the hypervolume after every evaluation, in a new array. */
  public double[] toArray() {
    return values.clone();
  }

  /**
   * Returns the number of evaluations until the hypervolume reached a target; empty if it never
   * did. A target such as 0.99 of the volume of the best-known Pareto front is safe; all of it may
   * be missed because of rounding errors.
   *
   * @throws IllegalArgumentException if the target is NaN
   */
  public OptionalInt evaluationsTo(double target) {
    if (Double.isNaN(target)) {
      throw new IllegalArgumentException("Target NaN; allowed: any number");
    }
    if (target <= 0) {
      return OptionalInt.of(0);
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] >= target) {
        return OptionalInt.of(i + 1);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Returns the number of evaluations until the hypervolume reached each of several targets.
   *
   * @param rising ascending targets
   * @return one number per reached target; these are the first ones
   * @since 0.2.0
   */
  public int[] evaluationsToEach(double[] rising) {
    int[] reached = new int[rising.length];
    int next = 0;
    while (next < rising.length && rising[next] <= 0) {
      next++;
    }
    for (int i = 0; i < values.length; i++) {
      while (next < rising.length && values[i] >= rising[next]) {
        reached[next++] = i + 1;
      }
    }
    return Arrays.copyOf(reached, next);
  }

  /**
   * Returns the area under the curve from the first evaluation to a last one, divided by their
   * number: the mean hypervolume of runs that are stopped anywhere in between.
   *
   * @param evaluations the last one, 1 or more; beyond the run it keeps its last hypervolume
   * @throws IllegalArgumentException if it is less
   */
  public double area(int evaluations) {
    if (evaluations < 1) {
      throw new IllegalArgumentException(
          Text.format("Area under %d evaluations; allowed: 1 or more", evaluations));
    }
    int counted = Math.min(evaluations, values.length);
    double sum = Arrays.stream(values, 0, counted).sum();
    return (sum + (evaluations - counted) * after(counted)) / evaluations;
  }
}

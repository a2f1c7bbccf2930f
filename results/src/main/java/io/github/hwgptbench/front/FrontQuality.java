package io.github.hwgptbench.front;

import io.github.hwgptbench.pareto.AdditiveEpsilon;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.pareto.IgdPlus;
import java.util.Arrays;

/**
 * How good points are beside the best-known Pareto front, in indicators of normalised values.
 *
 * @param hypervolume of the points; more is better
 * @param hypervolumeShare the same as a share of that of the reference front; 1 is as good as it,
 *     and more than 1 says that it is not the best any more. NaN if that has no volume
 * @param igdPlus {@link IgdPlus} to the reference front; 0 is as good as it
 * @param epsilon {@link AdditiveEpsilon} to the reference front; less is better
 */
public record FrontQuality(
    double hypervolume, double hypervolumeShare, double igdPlus, double epsilon) {

  /**
   * Returns how good points are.
   *
   * @param normalized the points, normalised as {@link ReferenceFront#normalization} does; they
   *     need not be mutually non-dominated
   * @param reference a front of one point or more
   * @throws IllegalArgumentException if the reference front is empty, a point has another number of
   *     objectives, or a value is NaN
   */
  public static FrontQuality of(double[][] normalized, ReferenceFront reference) {
    double[] corner = new double[reference.objectives().size()];
    Arrays.fill(corner, reference.frame().reference());
    double[][] targets = reference.normalized();
    double hypervolume = Hypervolume.of(normalized, corner);
    return new FrontQuality(
        hypervolume,
        hypervolume / Hypervolume.of(targets, corner),
        IgdPlus.of(normalized, targets),
        AdditiveEpsilon.of(normalized, targets));
  }
}

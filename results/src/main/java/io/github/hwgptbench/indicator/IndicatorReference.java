package io.github.hwgptbench.indicator;

/**
 * What an {@link Indicator} measures against.
 *
 * @param front normalised points of the reference front, mutually non-dominated, one or more; where
 *     no run found anything feasible and no front is known, the reference point alone. Not to be
 *     changed
 * @param protocol bounds that normalise points, and the reference point
 * @param hypervolume of the front, 0 where it has none
 * @since 0.2.0
 */
public record IndicatorReference(
    double[][] front, HypervolumeProtocol protocol, double hypervolume) {

  /**
   * Makes a reference.
   *
   * @param front normalised points, to be minimised; of none, the reference point takes their place
   * @throws IllegalArgumentException if a point has another number of objectives, a NaN or a
   *     negative infinity
   */
  public static IndicatorReference of(double[][] front, HypervolumeProtocol protocol) {
    return new IndicatorReference(
        front.length == 0 ? new double[][] {protocol.reference()} : front,
        protocol,
        protocol.hypervolume(front));
  }

  /** Returns a hypervolume as a share of that of the front; 0 if the front has none. */
  public double share(double other) {
    return hypervolume == 0 ? 0 : other / hypervolume;
  }
}

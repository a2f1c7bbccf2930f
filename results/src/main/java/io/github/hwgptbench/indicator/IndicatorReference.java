package io.github.hwgptbench.indicator;

/**
 * The reference of an {@link Indicator}.
 *
 * @param front normalised points of the reference front, mutually nondominated, one or more; only
 *     the reference point if no run found anything feasible and no front is known. Must not be
 *     changed
 * @param protocol bounds that normalise points, and the reference point
 * @param hypervolume hypervolume of the front, possibly 0
 * @since 0.2.0
 */
public record IndicatorReference(
    double[][] front, HypervolumeProtocol protocol, double hypervolume) {

  /**
   * Makes a reference.
   *
   * @param front normalised, minimised points; if there are none, the reference point takes their
   *     place
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

package io.github.hwgptbench.indicator;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.pareto.Hypervolume;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The protocol of a hypervolume: the bounds that normalise objectives, and the reference point.
 * Hypervolumes are comparable only under the same protocol, so its id accompanies every number.
 * {@link NamedProtocol} has the protocols with a name.
 *
 * @param id name and version of a named protocol, such as {@code default-1}, or {@link #OWN}
 * @param bounds bounds that normalise objectives, the best value to 0 and the worst to 1
 * @param referencePoint one finite coordinate per normalised objective, 1 or more
 */
public record HypervolumeProtocol(String id, Bounds bounds, List<Double> referencePoint) {

  /** The id of all protocols without a name. */
  public static final String OWN = "own";

  /**
   * Makes a protocol.
   *
   * @throws IllegalArgumentException if the reference point has no coordinates, or one that is not
   *     finite
   */
  public HypervolumeProtocol {
    referencePoint = checked(id, referencePoint);
  }

  /** Returns a copy of the reference point of a protocol, if it is one. */
  static List<Double> checked(String protocol, List<Double> referencePoint) {
    if (referencePoint.isEmpty() || !referencePoint.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(Text.format(
          "Protocol '%s' with reference point %s; allowed: 1 finite number or more",
          protocol, referencePoint));
    }
    return List.copyOf(referencePoint);
  }

  /**
   * Returns the protocol of the given bounds and reference point, with its name if it has one and
   * the bounds are the shipped ones.
   *
   * @param referencePoint one coordinate per normalised objective
   */
  public static HypervolumeProtocol of(Bounds bounds, List<Double> referencePoint) {
    return new HypervolumeProtocol(
        NamedProtocol.find(bounds, referencePoint).map(NamedProtocol::id).orElse(OWN),
        bounds,
        referencePoint);
  }

  /**
   * Returns the normalisation of objectives for the hypervolume.
   *
   * @throws IllegalArgumentException if an objective has no bounds; the message names those that
   *     have
   */
  public Normalization normalization(List<Objective> objectives) {
    return new Normalization(bounds, objectives);
  }

  /**
   * Returns the reference point in words, such as {@code 1.1 in every objective} or {@code (2.0,
   * 1.5)}.
   */
  public String coordinates() {
    return referencePoint.stream().distinct().count() == 1
        ? referencePoint.get(0) + " in every objective"
        : referencePoint.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }

  /** Returns the reference point in a new array. */
  public double[] reference() {
    return referencePoint.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * Returns the hypervolume of points.
   *
   * @param normalized points, minimised and normalised by the bounds of this protocol; a point that
   *     is not better than the reference point in every objective adds nothing
   * @throws IllegalArgumentException if a point has another number of objectives, a NaN or a
   *     negative infinity
   */
  public double hypervolume(double[][] normalized) {
    return Hypervolume.of(normalized, reference());
  }
}

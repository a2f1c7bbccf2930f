package io.github.hwgptbench.suite;

import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.indicator.NamedProtocol;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How hypervolumes are to be measured, before it is looked up: a named protocol, or bounds and a
 * reference point.
 *
 * @param name of a {@link NamedProtocol}; null where the other two define it
 * @param bounds name or file of what normalises objectives; null for the default
 * @param referencePoint one coordinate for all normalised objectives or one per objective; null for
 *     the default
 */
record ProtocolChoice(
    @Nullable Located<String> name,
    @Nullable Located<String> bounds,
    @Nullable Located<List<Double>> referencePoint) {

  /** The default protocol. */
  static final ProtocolChoice DEFAULT = new ProtocolChoice(null, null, null);

  private static final String DEFAULT_NAME = "default";

  /**
   * Makes a choice.
   *
   * @throws IllegalArgumentException if a named protocol is given beside bounds or a reference
   *     point; says where
   */
  ProtocolChoice {
    if (name != null && (bounds != null || referencePoint != null)) {
      throw UsageException.of(
          "%sProtocol '%s' together with %s; allowed: a protocol by its name, or bounds and a"
              + " reference point",
          name.where(), name.value(), bounds != null ? "bounds" : "a reference point");
    }
  }

  /** Reads bounds by their name or file. */
  @FunctionalInterface
  interface BoundsReader {

    /**
     * Reads bounds.
     *
     * @throws IllegalArgumentException if there are none of the name; names those that there are
     * @throws IOException if a file can't be read
     */
    Bounds read(String name) throws IOException;
  }

  /** Returns the choice of a protocol by its name. */
  static ProtocolChoice named(Located<String> name) {
    return new ProtocolChoice(name, null, null);
  }

  /** Returns the same choice, or the default in place of a protocol by its name. */
  ProtocolChoice withoutName() {
    return name != null ? DEFAULT : this;
  }

  /** Returns the same choice with other bounds. */
  ProtocolChoice with(Located<String> others) {
    return new ProtocolChoice(name, others, referencePoint);
  }

  /** Returns the same choice with another reference point. */
  ProtocolChoice withPoint(Located<List<Double>> other) {
    return new ProtocolChoice(name, bounds, other);
  }

  /**
   * Looks the protocol up.
   *
   * @param objectives how many there are
   * @throws IllegalArgumentException if there is no protocol or bounds of the name, or it is for
   *     another number of objectives; says where it was given
   * @throws IOException if a file can't be read
   */
  HypervolumeProtocol find(int objectives, BoundsReader reader) throws IOException {
    if (name != null) {
      NamedProtocol named = name.read(it -> NamedProtocol.of(it, objectives));
      return named.with(reader.read(named.boundsName()));
    }
    Bounds found = bounds != null ? bounds.read(reader::read) : reader.read(DEFAULT_NAME);
    return HypervolumeProtocol.of(
        found,
        referencePoint != null
            ? referencePoint.read(point -> ReferencePoint.of(point, objectives))
            : NamedProtocol.of(DEFAULT_NAME, objectives).referencePoint());
  }
}

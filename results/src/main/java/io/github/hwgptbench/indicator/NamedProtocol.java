package io.github.hwgptbench.indicator;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.surrogate.SurrogateCatalogue;
import io.github.hwgptbench.usage.UsageException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A protocol of the hypervolume that has a name and a version. Another reference point or other
 * bounds under the same name are another version.
 *
 * <table>
 * <caption>The protocols that have a name</caption>
 * <tr><th>name</th><th>reference point</th><th>objectives</th><th>bounds</th></tr>
 * <tr><td>{@code default-1}</td><td>1.1 everywhere</td><td>1 or more</td>
 *     <td>{@code default-1}</td></tr>
 * <tr><td>{@code authors-2d-1}</td><td>(2, 2)</td><td>2</td><td>{@code published}</td></tr>
 * <tr><td>{@code authors-flops-1}</td><td>(1.5, 1.5)</td><td>2</td><td>{@code published}</td></tr>
 * <tr><td>{@code authors-3d-1}</td><td>(1.5, 1.5, 1.5)</td><td>3</td><td>{@code published}</td></tr>
 * </table>
 *
 * <p>The authors' are those of the scripts of HW-GPT-Bench: for latency or energy against
 * perplexity, for FLOPs against perplexity, and for three objectives. 1.1 is a tenth of the range
 * beyond the worst value, so that the extreme points of a front contribute too (see Ishibuchi et
 * al. 2018, Evolutionary Computation 26, p. 411, on why it should not be much farther).
 *
 * @param name without the version
 * @param version 1 or more
 * @param boundsVersion the version of the bounds that normalise objectives to 0, the best, to 1
 * @param referencePoint one finite normalised value per objective, 1 or more
 * @since 0.2.0
 */
public record NamedProtocol(
    String name, int version, String boundsVersion, List<Double> referencePoint) {

  private static final List<Definition> ALL = List.of(
      new Definition("default", "default-1", 0, 1.1),
      new Definition("authors-2d", "published", 2, 2.0),
      new Definition("authors-flops", "published", 2, 1.5),
      new Definition("authors-3d", "published", 3, 1.5));

  /** The latest version of a protocol, for 1 number of objectives or, where this is 0, for any. */
  private record Definition(String name, String boundsVersion, int objectives, double coordinate) {

    boolean isFor(int number) {
      return objectives == 0 || objectives == number;
    }

    NamedProtocol of(int number) {
      if (!isFor(number)) {
        throw UsageException.of(
            "Protocol '%s' for %d objectives; allowed: %d", name, number, objectives);
      }
      return new NamedProtocol(name, 1, boundsVersion, Collections.nCopies(number, coordinate));
    }

    String id() {
      return name + "-1";
    }
  }

  /**
   * Makes a protocol.
   *
   * @throws IllegalArgumentException if the version is less than 1, or the reference point has no
   *     values, or one that is not finite
   */
  public NamedProtocol {
    referencePoint = HypervolumeProtocol.checked(name, referencePoint);
    if (version < 1) {
      throw new IllegalArgumentException(
          Text.format("Protocol '%s' of version %d; allowed: 1 or more", name, version));
    }
  }

  /** Returns all names, without versions, the default first. */
  public static List<String> names() {
    return ALL.stream().map(Definition::name).toList();
  }

  /**
   * Returns a protocol of the table above by name.
   *
   * @param name such as {@code default-1}; without a version, the latest. {@code paper-2d} is
   *     {@code authors-2d}, and so for the others
   * @param objectives number of objectives
   * @throws IllegalArgumentException if there is no such name, or it is for another number of
   *     objectives
   */
  public static NamedProtocol of(String name, int objectives) {
    String current = name.replaceFirst("^paper-", "authors-");
    return ALL.stream()
        .filter(it -> it.name.equals(current) || it.id().equals(name))
        .findFirst()
        .orElseThrow(() -> UsageException.of(
            "Unknown protocol '%s'; %s",
            name, Suggestion.known(name, ALL.stream().map(Definition::id).toList())))
        .of(objectives);
  }

  /** Returns all named protocols for a number of objectives, the default first. */
  public static List<NamedProtocol> all(int objectives) {
    return ALL.stream()
        .filter(it -> it.isFor(objectives))
        .map(it -> it.of(objectives))
        .toList();
  }

  /**
   * Returns the named protocol with the given bounds and reference point; empty if there is none,
   * or the bounds differ from the shipped ones.
   *
   * @param referencePoint one normalised value per objective
   */
  public static Optional<NamedProtocol> find(Bounds bounds, List<Double> referencePoint) {
    return all(referencePoint.size()).stream()
        .filter(named -> named.boundsVersion.equals(bounds.version())
            && named.referencePoint.equals(referencePoint)
            && named.agreesWith(bounds))
        .findFirst();
  }

  /** Returns whether bounds have the values of those that ship, as far as these have objectives. */
  private boolean agreesWith(Bounds bounds) {
    return SearchSpace.all().stream()
        .filter(space -> space.name().equals(bounds.scale()))
        .findFirst()
        .map(space -> SurrogateCatalogue.shipped(space)
            .findBounds(boundsName())
            .filter(shipped -> bounds.ranges().entrySet().stream()
                .allMatch(range -> range
                    .getValue()
                    .equals(shipped.ranges().getOrDefault(range.getKey(), range.getValue()))))
            .isPresent())
        // Nothing ships for custom spaces, whose default bounds are closed forms.
        .orElse(boundsName().equals("default"));
  }

  /** Returns the name of the bounds without their version, such as {@code default}. */
  public String boundsName() {
    return boundsVersion.replaceFirst("-\\d+$", "");
  }

  /** Returns name and version, such as {@code default-1}. */
  public String id() {
    return name + "-" + version;
  }

  /**
   * Returns this protocol with its bounds.
   *
   * @param bounds of the version of this protocol
   */
  public HypervolumeProtocol with(Bounds bounds) {
    return new HypervolumeProtocol(id(), bounds, referencePoint);
  }
}

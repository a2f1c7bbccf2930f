package io.github.hwgptbench.analysis;

import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.SurrogateCatalogue;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds bounds by their version, for hypervolumes under other protocols than the recorded one. */
@FunctionalInterface
public interface BoundsLookup {

  /** Knows those that ship with the benchmark. */
  BoundsLookup SHIPPED = (space, version) -> Stream.of("default", "published")
      .flatMap(name -> SurrogateCatalogue.shipped(space).findBounds(name).stream())
      .filter(bounds -> bounds.version().equals(version))
      .findFirst();

  /**
   * Returns the bounds of a space.
   *
   * @param version such as {@code default-1} or {@code published}
   * @return empty if there are none
   */
  Optional<Bounds> find(SearchSpace space, String version);
}

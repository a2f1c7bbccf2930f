package io.github.hwgptbench.objective;

import io.github.hwgptbench.space.SearchSpace;
import java.util.List;

/**
 * Offers sources of objectives to every benchmark that is opened. Found with
 * {@link java.util.ServiceLoader}: an implementation is a public class with a public constructor
 * that takes no arguments, named in
 * {@code META-INF/services/io.github.hwgptbench.objective.ObjectiveSourceProvider}.
 *
 * @since 0.2.0
 */
@FunctionalInterface
public interface ObjectiveSourceProvider {

  /**
   * Returns the sources of a space; empty if there are none. Objectives that a custom source has
   * are taken from that one.
   */
  List<ObjectiveSource> sources(SearchSpace space);
}

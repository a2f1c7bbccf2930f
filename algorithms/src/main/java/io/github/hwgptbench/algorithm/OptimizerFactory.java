package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.Suggestion;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.random.RandomGenerator;

/**
 * Makes optimizers of one kind. Factories are found with {@link ServiceLoader}: an algorithm of
 * one's own needs a public class with a public constructor without parameters, and a line with its
 * name in {@code META-INF/services/io.github.hwgptbench.algorithm.OptimizerFactory}.
 */
public interface OptimizerFactory {

  /** Returns the name that the algorithm is asked for by: lower-case letters, digits, hyphens. */
  String name();

  /** Returns one line on what the algorithm does. */
  String description();

  /**
   * Makes an optimizer at the beginning of its search.
   *
   * @param space what is searched
   * @param objectives number of objectives, at least 1, all minimised
   * @param budget how many evaluations the search is going to get, positive; for settings that
   *     depend on it, not a limit
   * @param random the only source of randomness of the optimizer, which from here on belongs to it
   */
  Optimizer create(GenotypeSpace space, int objectives, int budget, RandomGenerator random);

  /** Returns all factories on the class path, ordered by name. */
  static List<OptimizerFactory> all() {
    return ServiceLoader.load(OptimizerFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(OptimizerFactory::name))
        .toList();
  }

  /**
   * Returns the factory of a name.
   *
   * @throws IllegalArgumentException if there is none; names those that there are
   */
  static OptimizerFactory of(String name) {
    List<OptimizerFactory> all = all();
    return all.stream()
        .filter(factory -> factory.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Optimizer '%s': unknown; %s"
            .formatted(
                name,
                Suggestion.known(name, all.stream().map(OptimizerFactory::name).toList()))));
  }
}

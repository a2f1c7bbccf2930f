package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.problem.BenchmarkProblem;
import io.github.hwgptbench.space.Suggestion;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * A whole search of a problem under a budget of evaluations: one of our optimizers, or an algorithm
 * of another framework.
 *
 * <p>A run happens in the thread that calls it, and depends on the problem, the budget and the seed
 * alone; many can go on at the same time. Safe for use by many threads.
 *
 * <p>Algorithms are found with {@link ServiceLoader}, and every {@link OptimizerFactory} that is
 * found makes one too.
 */
public interface SearchAlgorithm {

  /** Returns the name: lower-case letters, digits and hyphens. */
  String name();

  /** Returns one line on what it does. */
  String description();

  /**
   * Runs a search.
   *
   * @param problem what is searched; evaluated {@code budget} times exactly, unless the search runs
   *     out of candidates before
   * @param budget how many evaluations, positive
   * @param seed decides all randomness
   * @param listener hears of every evaluation, in order
   * @throws IllegalArgumentException if the budget is not positive
   */
  void run(BenchmarkProblem problem, int budget, long seed, EvaluationListener listener);

  /** Returns all algorithms on the class path, ordered by name. */
  static List<SearchAlgorithm> all() {
    return Stream.concat(
            OptimizerFactory.all().stream().map(AskTellSearch::new),
            ServiceLoader.load(SearchAlgorithm.class).stream().map(ServiceLoader.Provider::get))
        .sorted(Comparator.comparing(SearchAlgorithm::name))
        .toList();
  }

  /**
   * Returns the algorithm of a name.
   *
   * @throws IllegalArgumentException if there is none; names those that there are
   */
  static SearchAlgorithm of(String name) {
    List<SearchAlgorithm> all = all();
    return all.stream()
        .filter(algorithm -> algorithm.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Algorithm '%s': unknown; %s"
            .formatted(
                name,
                Suggestion.known(name, all.stream().map(SearchAlgorithm::name).toList()))));
  }
}

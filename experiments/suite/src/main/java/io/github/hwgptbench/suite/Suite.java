package io.github.hwgptbench.suite;

import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuitePlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every algorithm with every seed, all on one problem with one budget.
 *
 * @param settings what all runs have in common
 * @param algorithms at least one
 * @param seeds at least one, no two alike
 */
public record Suite(RunSettings settings, List<SearchAlgorithm> algorithms, List<Long> seeds) {

  /** One run of a suite. */
  record Cell(SearchAlgorithm algorithm, long seed) {

    String name() {
      return algorithm.name().toString();
    }
  }

  /**
   * Makes a suite.
   *
   * @throws IllegalArgumentException if there is no algorithm or no seed, one stands there twice,
   *     or the budget is not positive
   */
  public Suite {
    algorithms = List.copyOf(algorithms);
    seeds = List.copyOf(seeds);
    checkDistinct(
        "algorithm",
        algorithms.stream().map(algorithm -> algorithm.name().toString()).toList());
    checkDistinct("seed", seeds);
    if (settings.evaluations() < 1) {
      throw new IllegalArgumentException(
          "%d evaluations a run; allowed: 1 or more".formatted(settings.evaluations()));
    }
  }

  private static void checkDistinct(String what, List<?> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("No %s; give at least one".formatted(what));
    }
    if (values.stream().distinct().count() < values.size()) {
      throw new IllegalArgumentException(
          "One %s is given twice: %s; allowed: once".formatted(what, values));
    }
  }

  /** Returns how many runs there are. */
  public int size() {
    return algorithms.size() * seeds.size();
  }

  /**
   * Returns what stands in the record before anything is run.
   *
   * @throws IllegalArgumentException if two algorithms would write to the same files
   */
  public SuitePlan plan() {
    Map<String, Map<String, String>> planned = new LinkedHashMap<>();
    algorithms.forEach(algorithm -> planned.put(algorithm.name().toString(), algorithm.settings()));
    return new SuitePlan(List.of(settings), planned, seeds);
  }

  /** All runs, ordered by algorithm, then by seed. */
  List<Cell> cells() {
    return algorithms.stream()
        .flatMap(algorithm -> seeds.stream().map(seed -> new Cell(algorithm, seed)))
        .toList();
  }
}

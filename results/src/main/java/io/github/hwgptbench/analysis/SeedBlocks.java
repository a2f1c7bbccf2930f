package io.github.hwgptbench.analysis;

import java.util.List;
import java.util.Map;

/** Values of algorithms by the seeds that all of them have. */
final class SeedBlocks {

  private SeedBlocks() {}

  /**
   * Returns one row a shared seed, in the order of the first algorithm's, one value per algorithm.
   */
  static double[][] of(List<Map<Long, Double>> algorithms) {
    return algorithms.isEmpty()
        ? new double[0][]
        : algorithms.get(0).keySet().stream()
            .filter(seed -> algorithms.stream().allMatch(values -> values.containsKey(seed)))
            .map(seed ->
                algorithms.stream().mapToDouble(values -> values.get(seed)).toArray())
            .toArray(double[][]::new);
  }
}

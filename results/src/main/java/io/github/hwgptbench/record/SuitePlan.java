package io.github.hwgptbench.record;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a suite is going to run: every algorithm with every seed. It stands in the record from the
 * beginning, so that a suite that was stopped can be told from others and gone on with.
 *
 * @param settings what all runs have in common
 * @param algorithms all settings, as text, of each algorithm by its name, in the order of the runs
 * @param seeds in the order of the runs
 */
public record SuitePlan(
    RunSettings settings, Map<String, Map<String, String>> algorithms, List<Long> seeds) {

  /**
   * Makes a plan.
   *
   * @throws IllegalArgumentException if two algorithms would write to the same files
   */
  public SuitePlan {
    algorithms = Collections.unmodifiableMap(new LinkedHashMap<>(algorithms));
    seeds = List.copyOf(seeds);
    Map<String, String> owners = new HashMap<>();
    for (String algorithm : algorithms.keySet()) {
      String file = RunFolder.fileName(algorithm, 1);
      String other = owners.put(file, algorithm);
      if (other != null) {
        throw new IllegalArgumentException(
            "Algorithms '%s' and '%s': both would write to '%s.csv'; allowed: one of them"
                .formatted(other, algorithm, file));
      }
    }
  }
}

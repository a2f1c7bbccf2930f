package io.github.hwgptbench.suite;

import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunConditions;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuitePlan;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Resolves the names of a plan in a process that has not made it.
 *
 * @since 0.2.0
 */
final class PlannedSuite {

  private PlannedSuite() {}

  /**
   * Returns the suite of a plan.
   *
   * @param benches benchmarks of its problems
   * @throws UsageException if this process has other algorithms or models than the one that planned
   *     the suite
   * @throws IOException if a file can't be read
   */
  public static Suite of(SuitePlan plan, Benches benches) throws IOException {
    AlgorithmRegistry registry = AlgorithmRegistry.load();
    List<RunSettings> problems = new ArrayList<>();
    for (RunSettings problem : plan.problems()) {
      problems.add(problem(problem, benches));
    }
    return new Suite(
        problems,
        plan.algorithms().keySet().stream()
            .map(name -> algorithm(plan, problems, name, registry))
            .toList(),
        plan.seeds());
  }

  /** Returns the settings of a planned problem, computed by this process. */
  static RunSettings problem(RunSettings planned, Benches benches) throws IOException {
    Provenance here = Provenance.of(benches.hash(planned.problem(), planned.conditions()));
    Provenance there = planned.provenance();
    if (!here.version().equals(there.version())) {
      throw UsageException.of(
          "hwgptbench %s runs here, but %s planned the suite; allowed: the same version",
          here.version(), there.version());
    }
    if (!here.surrogates().equals(there.surrogates())) {
      throw UsageException.of(
          "Problem %s: models or tables have the hash %s here, but %s where the suite was"
              + " planned; allowed: the same",
          planned.problem(), here.surrogates(), there.surrogates());
    }
    return planned.with(here);
  }

  /** Returns a planned algorithm, which is to search some of the problems. */
  static SearchAlgorithm algorithm(
      SuitePlan plan, List<RunSettings> problems, String name, AlgorithmRegistry registry) {
    Map<String, String> settings = Objects.requireNonNull(plan.algorithms().get(name));
    SearchAlgorithm algorithm = AlgorithmChoice.recorded(
            AlgorithmName.parse(name),
            settings,
            problems.stream()
                .anyMatch(
                    problem -> problem.simulation().map(RunConditions::workers).orElse(1) > 1),
            registry)
        .algorithm(registry);
    if (!algorithm.settings().equals(settings)) {
      throw UsageException.of(
          "Algorithm '%s': has the settings %s here, but %s in the plan; allowed: the same"
              + " plugin everywhere",
          name, algorithm.settings(), settings);
    }
    return algorithm;
  }
}

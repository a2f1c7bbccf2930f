package io.github.hwgptbench.cli;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.suite.Located;
import io.github.hwgptbench.suite.Suite;
import io.github.hwgptbench.suite.SuiteDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A definition with all that it names looked up.
 *
 * @param name of the suite
 * @param parts one a problem, no two alike
 */
record PlannedSuite(String name, List<Part> parts) {

  /** In every normalised objective; 1 would give the worst points of a front no weight. */
  static final double REFERENCE = 1.1;

  /**
   * All runs on one problem.
   *
   * @param bench answers
   */
  record Part(Suite suite, HwGptBench bench) {

    /** Returns the name of the problem as a folder, such as {@code s-perplexity-energy_rtx2080}. */
    String folder() {
      RunSettings settings = suite.settings();
      String problem = settings
          .problem()
          .toLowerCase(Locale.ROOT)
          .replaceFirst("^hwgpt-", "")
          .replace(")", "")
          .replaceAll("[(,]", "-")
          .replaceAll("[^a-z0-9._-]", "_");
      return problem + (settings.noisy() ? "-noisy" : "");
    }

    List<Objective> metrics() {
      return problemName(suite.settings()).metrics();
    }

    private static ProblemName problemName(RunSettings settings) {
      return new ProblemName(
          settings.space().name(), settings.objectives(), settings.constraints());
    }
  }

  List<Suite> suites() {
    return parts.stream().map(Part::suite).toList();
  }

  /**
   * Looks everything up.
   *
   * @throws IllegalArgumentException if something is unknown, or a problem stands there twice; says
   *     where
   * @throws IOException if a file that is named can't be read
   */
  static PlannedSuite of(SuiteDefinition definition, Benches benches) throws IOException {
    AlgorithmRegistry registry = AlgorithmRegistry.load();
    List<SearchAlgorithm> algorithms = new ArrayList<>();
    for (Located<AlgorithmName> given : definition.algorithms()) {
      SearchAlgorithm algorithm = given.read(registry::algorithm);
      if (algorithms.stream().anyMatch(other -> other.name().equals(algorithm.name()))) {
        throw new IllegalArgumentException("%sAlgorithm '%s': given twice; allowed: once"
            .formatted(given.where(), algorithm.name()));
      }
      algorithms.add(algorithm);
    }
    List<Long> seeds = definition.seeds().read(SeedList::parse);
    if (seeds.stream().distinct().count() < seeds.size()) {
      throw new IllegalArgumentException("%sSeeds '%s': one is given twice; allowed: once"
          .formatted(definition.seeds().where(), definition.seeds().value()));
    }
    List<Part> parts = new ArrayList<>();
    Set<String> folders = new HashSet<>();
    for (Located<String> scale : definition.scales()) {
      HwGptBench bench = scale.read(benches::of);
      Bounds bounds = definition.bounds().read(name -> BenchOptions.bounds(bench, name));
      for (Located<List<String>> objectives : definition.objectives()) {
        for (Located<List<String>> constraints : definition.constraints()) {
          for (boolean noisy : definition.noise()) {
            RunSettings settings =
                settings(definition, bench, bounds, objectives, constraints, noisy);
            Suite suite =
                definition.evaluations().read(it -> new Suite(settings, algorithms, seeds));
            Part part = new Part(suite, bench);
            if (!folders.add(part.folder())) {
              throw new IllegalArgumentException("%sproblem %s is given twice; allowed: once"
                  .formatted(objectives.where(), settings.problem()));
            }
            parts.add(part);
          }
        }
      }
    }
    return new PlannedSuite(definition.name(), List.copyOf(parts));
  }

  private static RunSettings settings(
      SuiteDefinition definition,
      HwGptBench bench,
      Bounds bounds,
      Located<List<String>> objectives,
      Located<List<String>> constraints,
      boolean noisy)
      throws IOException {
    List<Constraint> bounded = constraints.read(texts -> BenchOptions.constraints(bench, texts));
    ProblemName problem = objectives.read(texts -> {
      List<Objective> optimised = BenchOptions.objectives(bench, texts);
      optimised.forEach(bounds::range);
      return new ProblemName(bench.space().name(), optimised, bounded);
    });
    return new RunSettings(
        definition.name(),
        problem.toString(),
        bench.space(),
        problem.objectives(),
        problem.constraints(),
        definition.evaluations().value(),
        noisy,
        bounds,
        "default-1",
        REFERENCE,
        Provenance.of(bench.surrogateHash()));
  }
}

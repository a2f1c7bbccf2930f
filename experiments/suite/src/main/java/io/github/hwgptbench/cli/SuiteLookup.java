package io.github.hwgptbench.cli;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.suite.AlgorithmChoice;
import io.github.hwgptbench.suite.Located;
import io.github.hwgptbench.suite.Suite;
import io.github.hwgptbench.suite.SuiteDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Looks up all that a definition names. */
final class SuiteLookup {

  /** The name of a protocol with the usual reference point and other bounds than the usual ones. */
  static final String OWN_PROTOCOL = "own";

  private SuiteLookup() {}

  /**
   * Looks everything up.
   *
   * @throws IllegalArgumentException if something is unknown, or a problem stands there twice; says
   *     where
   * @throws IOException if a file that is named can't be read
   */
  static Suite of(SuiteDefinition definition, Benches benches) throws IOException {
    AlgorithmRegistry registry = AlgorithmRegistry.load();
    List<SearchAlgorithm> algorithms = new ArrayList<>();
    for (Located<AlgorithmChoice> given : definition.algorithms()) {
      SearchAlgorithm algorithm = given.read(choice -> choice.algorithm(registry));
      if (algorithms.stream().anyMatch(other -> other.name().equals(algorithm.name()))) {
        throw new IllegalArgumentException(String.format(
            Locale.ROOT,
            "%sAlgorithm '%s': given twice; allowed: once",
            given.where(),
            algorithm.name()));
      }
      algorithms.add(algorithm);
    }
    List<Long> seeds = definition.seeds().read(SeedList::parse);
    if (seeds.stream().distinct().count() < seeds.size()) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "%sSeeds '%s': one is given twice; allowed: once",
          definition.seeds().where(),
          definition.seeds().value()));
    }
    List<RunSettings> problems = problems(definition, benches);
    return definition.evaluations().read(it -> new Suite(problems, algorithms, seeds));
  }

  /**
   * Looks the problems up.
   *
   * @throws IllegalArgumentException if something is unknown, or a problem stands there twice; says
   *     where
   * @throws IOException if a file that is named can't be read
   */
  static List<RunSettings> problems(SuiteDefinition definition, Benches benches)
      throws IOException {
    List<RunSettings> problems = new ArrayList<>();
    Set<String> folders = new HashSet<>();
    for (Located<String> scale : definition.scales()) {
      HwGptBench bench = scale.read(benches::of);
      Bounds bounds = definition.bounds().read(name -> BenchOptions.bounds(bench, name));
      for (Located<List<String>> objectives : definition.objectives()) {
        for (Located<List<String>> constraints : definition.constraints()) {
          for (boolean noisy : definition.noise()) {
            RunSettings problem =
                settings(definition, bench, bounds, objectives, constraints, noisy);
            if (!folders.add(problem.folderName())) {
              throw new IllegalArgumentException(String.format(
                  Locale.ROOT,
                  "%sproblem %s is given twice; allowed: once",
                  objectives.where(),
                  problem.problem()));
            }
            problems.add(problem);
          }
        }
      }
    }
    return problems;
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
    HypervolumeProtocol protocol =
        HypervolumeProtocol.named("default", problem.objectives().size());
    return new RunSettings(
        definition.name(),
        problem.toString(),
        bench.space(),
        problem.objectives(),
        problem.constraints(),
        definition.evaluations().value(),
        noisy,
        bounds,
        bounds.version().equals(protocol.boundsVersion()) ? protocol.id() : OWN_PROTOCOL,
        protocol.referencePoint().get(0),
        Provenance.of(bench.surrogateHash()));
  }
}

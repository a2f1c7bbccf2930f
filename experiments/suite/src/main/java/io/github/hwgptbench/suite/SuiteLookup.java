package io.github.hwgptbench.suite;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.algorithm.SimulatedClock;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.problem.ReadingNoise;
import io.github.hwgptbench.record.PlainNumber;
import io.github.hwgptbench.record.ProblemSpec;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunConditions;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.StartingPoints;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Looks up all that an experiment names. */
final class SuiteLookup {

  private SuiteLookup() {}

  /**
   * Looks everything up.
   *
   * @throws IllegalArgumentException if something is unknown, a problem stands there twice, or an
   *     algorithm can't search one; says where
   * @throws IOException if a file that is named can't be read
   */
  static Suite suite(Experiment definition, Benches benches) throws IOException {
    AlgorithmRegistry registry = AlgorithmRegistry.load();
    List<RunSettings> problems = problems(definition, benches);
    List<SearchAlgorithm> algorithms = new ArrayList<>();
    for (Located<AlgorithmChoice> given : definition.algorithms()) {
      SearchAlgorithm algorithm = given.read(choice -> {
        SearchAlgorithm chosen = choice.algorithm(registry);
        Suite.checkSearches(chosen, problems);
        return chosen;
      });
      if (algorithms.stream().anyMatch(other -> other.name().equals(algorithm.name()))) {
        throw UsageException.of(
            "%sAlgorithm '%s': given twice; allowed: once", given.where(), algorithm.name());
      }
      algorithms.add(algorithm);
    }
    List<Long> seeds = definition.seeds().read(SeedList::parse);
    if (seeds.stream().distinct().count() < seeds.size()) {
      throw UsageException.of(
          "%sSeeds '%s': one is given twice; allowed: once",
          definition.seeds().where(), definition.seeds().value());
    }
    checkStart(problems, algorithms);
    if (definition.budget().isPresent()) {
      definition.budget().get().read(budget -> {
        checkOneIsWithin(budget, problems, algorithms, benches);
        return budget;
      });
    }
    return definition.evaluations().read(it -> new Suite(problems, algorithms, seeds));
  }

  /** Checks that every algorithm can make an evaluation within the budget. */
  private static void checkOneIsWithin(
      Budget budget,
      List<RunSettings> problems,
      List<SearchAlgorithm> algorithms,
      Benches benches) {
    for (RunSettings problem : problems) {
      for (SearchAlgorithm algorithm : algorithms) {
        int level = algorithm.usesFidelities() ? 0 : problem.fidelities().highest();
        checkOneIsWithin(budget, problem, level, algorithm.name().toString(), benches);
      }
    }
  }

  private static void checkOneIsWithin(
      Budget budget, RunSettings problem, int level, String by, Benches benches) {
    SimulatedClock clock = benches.clock(problem);
    if (clock != null
        && budget.unit() == Budget.Unit.SECONDS
        && budget.amount() <= clock.shortestSeconds()) {
      throw UsageException.of(
          "Budget of %s simulated seconds; allowed: more than %s, the time to load an"
              + " architecture",
          PlainNumber.of(budget.amount()), PlainNumber.of(clock.shortestSeconds()));
    }
    double cost = problem.fidelities().cost(level);
    if (budget.unit() == Budget.Unit.COST && budget.amount() < cost) {
      throw UsageException.of(
          "Budget of a cost of %s; allowed: %s or more, the cost of an evaluation by %s",
          PlainNumber.of(budget.amount()), PlainNumber.of(cost), by);
    }
  }

  /** Checks before a run begins what none of its algorithms could do. */
  private static void checkStart(List<RunSettings> problems, List<SearchAlgorithm> algorithms) {
    for (RunSettings problem : problems) {
      int initial = problem.initial().map(points -> points.points().size()).orElse(0);
      if (initial > problem.evaluations()) {
        throw UsageException.of(
            "%d initial architectures and %d evaluations per run; allowed: at least as many"
                + " evaluations",
            initial, problem.evaluations());
      }
      if (problem.initial().isPresent() || problem.known().isPresent()) {
        for (SearchAlgorithm algorithm : algorithms) {
          if (!algorithm.startable()) {
            throw UsageException.of(
                "Algorithm '%s': can't start from given architectures or known evaluations; allowed: optimizers of this library in their default preset, and others that learn",
                algorithm.name());
          }
        }
      }
    }
  }

  /**
   * Looks the problems up.
   *
   * @throws IllegalArgumentException if something is unknown, or a problem stands there twice; says
   *     where
   * @throws IOException if a file that is named can't be read
   */
  static List<RunSettings> problems(Experiment definition, Benches benches) throws IOException {
    if (!definition.priorDevices().value().isEmpty()
        && definition.priors().stream().allMatch(number -> number == 0)) {
      throw UsageException.of(
          "%sDevices of priors without priors; give their number, as in priors: 50 or --priors 50",
          definition.priorDevices().where());
    }
    List<RunSettings> problems = new ArrayList<>();
    Set<String> folders = new HashSet<>();
    for (Choice choice : choices(definition)) {
      HwGptBench bench = choice.scale().read(benches::of);
      for (Variant variant : variants(definition)) {
        RunSettings problem = settings(definition, benches, bench, choice, variant);
        if (!folders.add(problem.folderName())) {
          throw UsageException.of(
              "%sproblem %s is given twice; allowed: once",
              choice.objectives().where(), problem.problem().name());
        }
        if (definition.budget().isPresent()) {
          definition.budget().get().read(budget -> {
            checkOneIsWithin(budget, problem, 0, "any algorithm", benches);
            return budget;
          });
        }
        problems.add(problem);
      }
    }
    return problems;
  }

  /** A problem by its parts, with or without noise. */
  private record Choice(
      Located<String> scale, Located<List<String>> objectives, Located<List<String>> constraints) {

    static Choice named(Located<String> problem) throws IOException {
      ProblemName name = problem.read(ProblemName::parseAnyDevice);
      return new Choice(
          new Located<>(name.space(), problem.where()),
          new Located<>(
              name.objectives().stream().map(Objective::toString).toList(), problem.where()),
          new Located<>(
              name.constraints().stream().map(Constraint::toString).toList(), problem.where()));
    }
  }

  private static List<Choice> choices(Experiment definition) throws IOException {
    List<Choice> choices = new ArrayList<>();
    for (Located<String> problem : definition.problems()) {
      choices.add(Choice.named(problem));
    }
    for (Located<String> scale : definition.scales()) {
      for (Located<List<String>> objectives : definition.objectives()) {
        for (Located<List<String>> constraints : definition.constraints()) {
          choices.add(new Choice(scale, objectives, constraints));
        }
      }
    }
    return choices;
  }

  /**
   * How runs on a problem differ from others on the same one.
   *
   * @param priors architectures known on other devices; 0 for none
   */
  private record Variant(boolean noisy, int workers, int priors) {}

  private static List<Variant> variants(Experiment definition) {
    List<Variant> variants = new ArrayList<>();
    for (boolean noisy : definition.noise()) {
      for (int workers : definition.workers()) {
        for (int priors : definition.priors()) {
          variants.add(new Variant(noisy, workers, priors));
        }
      }
    }
    return variants;
  }

  private static RunSettings settings(
      Experiment definition, Benches benches, HwGptBench bench, Choice choice, Variant variant)
      throws IOException {
    BenchReader reader = new BenchReader(bench);
    List<Constraint> bounded = choice.constraints().read(reader::constraints);
    ProblemName problem = choice
        .objectives()
        .read(texts -> new ProblemName(bench.space().name(), reader.objectives(texts), bounded));
    HypervolumeProtocol protocol =
        definition.protocol().find(problem.objectives().size(), reader::bounds);
    choice.objectives().read(texts -> protocol.normalization(problem.objectives()));
    Fidelities fidelities = definition.fidelities();
    boolean measured = fidelities.unit().equals(Fidelities.MEASUREMENTS);
    if (variant.noisy() && fidelities.unit().equals(Fidelities.TOKENS)) {
      throw UsageException.of(
          "Problem %s: noise and fidelities of tokens; allowed: one of them", problem);
    }
    ProblemSpec spec = new ProblemSpec(
            bench.space(), problem.objectives(), problem.constraints(), variant.noisy() || measured)
        .with(fidelities);
    if (measured) {
      choice.objectives().read(texts -> checkMeasured(spec, bench));
    }
    RunConditions conditions = conditions(definition, reader, variant, problem);
    StartingFile starts = new StartingFile(bench.space(), problem, fidelities);
    RunSettings settings = new RunSettings(
        name(definition, problem),
        spec,
        protocol,
        definition.evaluations().value(),
        points(definition.initial().orElse(null), starts::architectures),
        points(definition.known().orElse(null), starts::evaluations),
        conditions,
        Provenance.of(benches.hash(spec, conditions)));
    return conditions == null
        ? settings
        : settings.with(
            settings.suite(),
            new SearchConditions(
                    conditions.budget(),
                    SearchStart.EMPTY,
                    conditions.workers(),
                    benches.clock(settings),
                    conditions.countsProposalTime())
                .fullEvaluations());
  }

  /** Repeated measurements of values without noise are all the same. */
  private static ProblemSpec checkMeasured(ProblemSpec problem, HwGptBench bench) {
    List<Objective> metrics = problem.metrics();
    ReadingNoise noise = bench.readingNoise(metrics);
    if (IntStream.range(0, metrics.size()).allMatch(noise::exact)) {
      throw UsageException.of(
          "Problem %s: fidelities of measurements, and no objective or constraint has noise;"
              + " allowed: problems with a noisy metric, such as latency or energy",
          problem);
    }
    return problem;
  }

  private static @Nullable RunConditions conditions(
      Experiment definition, BenchReader reader, Variant variant, ProblemName problem)
      throws IOException {
    Located<Boolean> counts = definition.countsProposalTime();
    if (definition.budget().isEmpty()
        && variant.workers() == 1
        && variant.priors() == 0
        && definition.clock().isEmpty()
        && !counts.value()) {
      return null;
    }
    RunConditions.Clock clock = definition.clock().isEmpty()
        ? null
        : definition
            .clock()
            .get()
            .read(choice -> choice.following(reader.objective(choice.latency())));
    Located<Budget> budget = budget(definition);
    RunConditions.Priors priors = variant.priors() == 0
        ? null
        : new RunConditions.Priors(
            definition
                .priorDevices()
                .read(asked -> DevicePriors.devices(problem, reader.objectives(), asked)),
            variant.priors());
    Located<?> timed = counts.value() ? counts : budget;
    return timed.read(given ->
        new RunConditions(budget.value(), variant.workers(), clock, counts.value(), priors));
  }

  private static Located<Budget> budget(Experiment definition) {
    return definition
        .budget()
        .orElseGet(() -> new Located<>(
            Budget.evaluations(definition.evaluations().value()),
            definition.evaluations().where()));
  }

  /** The name of a suite of one problem says its objectives. */
  private static String name(Experiment definition, ProblemName problem) {
    return definition
        .name()
        .orElseGet(() -> isOne(definition)
            ? BenchReader.fileName(problem.space(), problem.objectives())
            : "experiment");
  }

  private static boolean isOne(Experiment definition) {
    int combined = definition.objectives().size();
    return definition.problems().size() + combined == 1
        && (combined == 0
            || definition.scales().size() * definition.constraints().size() == 1);
  }

  private static @Nullable StartingPoints points(
      @Nullable Located<String> file, Located.Reading<Path, StartingPoints> reading)
      throws IOException {
    return file == null ? null : file.read(name -> reading.read(Path.of(name)));
  }
}

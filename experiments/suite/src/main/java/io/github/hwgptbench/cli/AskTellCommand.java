package io.github.hwgptbench.cli;

import io.github.hwgptbench.adapter.process.StandardStreams;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.suite.Experiment;
import io.github.hwgptbench.suite.Shard;
import io.github.hwgptbench.suite.Suite;
import io.github.hwgptbench.suite.SuiteListener;
import io.github.hwgptbench.suite.SuiteRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets the program that has started this process search, over standard input and output. */
@Command(
    name = "ask-tell",
    description = {
      "Evaluate architectures for a program that starts this command, and"
          + " exchange JSON objects with it, one per line, over standard input and"
          + " output. To let a suite start programs as algorithms, give their"
          + " 'command' in its file. docs/ask-tell.md describes the lines.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt ask-tell --scale s --objectives perplexity,energy@rtx2080 --evaluations 200 --seed 1",
      "  hwgpt ask-tell --constraints 'params<=9e7' --out results/runs/mine --name my-search",
      "  hwgpt ask-tell --fidelity measurements=1,5,25 --cost 50",
      "",
      "A suite with a program:",
      "  objectives: [perplexity, energy@rtx2080]",
      "  algorithms: [ehvi, {name: mine, command: python3 my_optimizer.py}]"
    })
final class AskTellCommand extends ConsoleCommand {

  @Mixin
  private BenchOptions options;

  @Mixin
  private ProblemOptions problemOptions;

  @Option(
      names = "--evaluations",
      paramLabel = "N",
      defaultValue = "200",
      description = "Budget of the search (default: ${DEFAULT-VALUE}).")
  private int evaluations;

  @Mixin
  private ConditionOptions conditions;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Seed that is passed to the program and decides the noise (default:"
          + " ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--noise", description = "Values have the noise of single measurements.")
  private boolean noise;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for a record of the search, in the format of 'hwgpt run'"
          + " (default: none). It must be empty or missing, unless --overwrite is"
          + " given.")
  private @Nullable Path out;

  @Option(names = "--overwrite", description = "Delete the runs in the folder.")
  private boolean overwrite;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "ask-tell",
      description = "Name of the program in the record (default: ${DEFAULT-VALUE}).")
  private String name;

  @Mixin
  private ProtocolOptions protocol;

  @Override
  void execute() throws IOException, InterruptedException, RunsFailedException {
    AlgorithmName algorithmName = AlgorithmName.parse(name);
    SearchAlgorithm program = new StandardStreams(algorithmName, System.in, System.out);
    try (Benches benches = options.benches()) {
      Suite suite = suite(program, benches);
      options.requireUseOn(suite.problems());
      Path folder = out;
      if (folder == null) {
        converse(program, suite.problems().get(0), benches);
      } else {
        record(suite, benches, folder);
      }
    }
  }

  private void converse(SearchAlgorithm program, RunSettings settings, Benches benches) {
    List<ObjectiveEvaluator> levels = IntStream.range(0, settings.fidelities().size())
        .mapToObj(level -> benches.evaluator(settings, level))
        .toList();
    try {
      Problem problem = benches.observed(settings, levels, seed);
      program.run(
          problem,
          benches.conditions(
              settings,
              new SearchStart(List.of(), List.of(), benches.priors(settings, seed, problem))),
          seed,
          evaluation -> {});
    } finally {
      levels.forEach(ObjectiveEvaluator::close);
    }
  }

  /** Returns the suite of the one search, in which all options are checked. */
  private Suite suite(SearchAlgorithm program, Benches benches) throws IOException {
    Experiment.Builder search = Experiment.builder()
        .name("ask-tell")
        .scales(options.space().name())
        .objectives(problemOptions.objectives().toArray(String[]::new))
        .constraints(problemOptions.constraints().toArray(String[]::new))
        .noise(noise)
        .algorithms(program)
        .seeds(seed, seed)
        .evaluations(evaluations)
        .threads(1);
    conditions.apply(search, given("--evaluations"));
    protocol.apply(search);
    return search.build().suite(benches);
  }

  private void record(Suite suite, Benches benches, Path path)
      throws IOException, InterruptedException, RunsFailedException {
    try (SuiteFolder folder = overwrite
        ? SuiteFolder.overwrite(path, suite.plan())
        : SuiteFolder.empty(path, suite.plan())) {
      Map<RunSettings, List<RunOutcome>> outcomes =
          new SuiteRunner(benches, folder, 1, null).run(suite, Shard.ALL, SuiteListener.NONE);
      RunOutcome outcome =
          Objects.requireNonNull(outcomes.get(suite.problems().get(0))).get(0);
      if (outcome.failure().isPresent()) {
        throw new RunsFailedException(outcome.failure().get());
      }
    }
  }
}

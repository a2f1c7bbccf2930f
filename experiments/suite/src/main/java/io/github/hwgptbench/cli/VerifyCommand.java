package io.github.hwgptbench.cli;

import io.github.hwgptbench.adapter.process.ExternalProgram;
import io.github.hwgptbench.adapter.process.ProgramCommand;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.suite.AlgorithmChoice;
import io.github.hwgptbench.suite.FirstEvaluations;
import io.github.hwgptbench.suite.ProblemAnswers;
import io.github.hwgptbench.suite.Shard;
import io.github.hwgptbench.suite.Suite;
import io.github.hwgptbench.suite.SuiteListener;
import io.github.hwgptbench.suite.SuiteRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs some of what was recorded once more, and compares. */
@Command(
    name = "verify",
    description = {
      "Run some of the runs of a suite once more, and check that their evaluations are"
          + " bit-identical to those recorded.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt verify results/runs/quick --sample 20",
      "  hwgpt verify results/runs/mine --run-commands"
    })
final class VerifyCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder of a suite, see 'hwgpt run'.")
  private Path folder;

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many runs, drawn at random (default: ${DEFAULT-VALUE}).")
  private int sample;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Decides which runs are drawn (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many runs at the same time (default: one a core). Changes no value.")
  private Integer threads;

  @Option(
      names = "--run-commands",
      description =
          "Also repeat runs of programs, by the commands that the record has. Look at them"
              + " first where somebody else has recorded it.")
  private boolean runCommands;

  @Mixin
  private BenchOptions options;

  /** A run that was finished. */
  private record Recorded(ArchivedProblem problem, ArchivedRun run) {

    /** Returns the command that has started the program, if it was one that searched. */
    Optional<String> command(AlgorithmRegistry registry) {
      AlgorithmName name = AlgorithmName.parse(run.outcome().algorithm());
      boolean known =
          registry.factories().stream().anyMatch(it -> it.name().equalsIgnoreCase(name.name()));
      Map<String, String> settings = problem.algorithms().get(run.outcome().algorithm());
      return known ? Optional.empty() : Optional.ofNullable(settings.get(ExternalProgram.COMMAND));
    }

    SearchAlgorithm algorithm(AlgorithmRegistry registry) {
      return new AlgorithmChoice(
              AlgorithmName.parse(run.outcome().algorithm()),
              command(registry).map(ProgramCommand::parse))
          .algorithm(registry);
    }

    @Override
    public String toString() {
      RunOutcome outcome = run.outcome();
      return String.format(
          Locale.ROOT,
          "%s with seed %d of %s",
          outcome.algorithm(),
          outcome.seed(),
          problem.settings().problem().name());
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException, RunsFailedException {
    if (spec.commandLine().getParseResult().hasMatchedOption("--scale")) {
      throw new IllegalArgumentException("The record has the scale; leave out --scale");
    }
    if (sample < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "--sample %d; allowed: 1 or more", sample));
    }
    int cores = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (cores < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d threads; allowed: 1 or more", cores));
    }
    List<Recorded> finished = new ArrayList<>();
    for (ArchivedProblem problem : SuiteArchive.open(folder).problems()) {
      problem.runs().forEach(run -> finished.add(new Recorded(problem, run)));
    }
    if (finished.isEmpty()) {
      throw new IOException(String.format(Locale.ROOT, "%s: no run is finished", folder));
    }
    AlgorithmRegistry registry = AlgorithmRegistry.load();
    if (!runCommands) {
      leaveOutPrograms(finished, registry);
    }
    Collections.shuffle(finished, new Random(seed));
    List<Recorded> drawn = finished.subList(0, Math.min(sample, finished.size()));
    // Before anything is repeated: a record that is damaged needs no comparison.
    for (Recorded recorded : drawn) {
      recorded.run().open();
    }
    compare(drawn, finished.size(), cores, registry);
    return 0;
  }

  private void leaveOutPrograms(List<Recorded> finished, AlgorithmRegistry registry)
      throws IOException {
    List<String> commands =
        finished.stream().flatMap(it -> it.command(registry).stream()).toList();
    if (commands.isEmpty()) {
      return;
    }
    finished.removeIf(it -> it.command(registry).isPresent());
    String leftOut = String.format(
        Locale.ROOT,
        "%d runs are of programs, which are started only with --run-commands: %s",
        commands.size(),
        commands.stream().distinct().collect(Collectors.joining(", ")));
    if (finished.isEmpty()) {
      throw new IOException(String.format(Locale.ROOT, "%s: all %s", folder, leftOut));
    }
    spec.commandLine().getErr().println(leftOut);
  }

  private void compare(List<Recorded> drawn, int all, int cores, AlgorithmRegistry registry)
      throws IOException, InterruptedException, RunsFailedException {
    List<Recorded> different = new ArrayList<>();
    ExecutorService executor = Executors.newFixedThreadPool(Math.min(cores, drawn.size()));
    try (Benches benches = new Benches(options);
        ProgressLine progress =
            new ProgressLine(spec.commandLine().getErr(), "runs", drawn.size())) {
      ProblemAnswers answers = new BenchAnswers(benches);
      List<Callable<Boolean>> repetitions = new ArrayList<>();
      for (Recorded recorded : drawn) {
        SearchAlgorithm whole = recorded.algorithm(registry);
        RunOutcome outcome = recorded.run().outcome();
        SearchAlgorithm algorithm = outcome.timeLimit().isPresent()
            ? new FirstEvaluations(whole, outcome.evaluations())
            : whole;
        repetitions.add(() -> {
          boolean same = sha256Now(recorded, algorithm, answers)
              .equals(recorded.run().outcome().sha256());
          progress.step();
          return same;
        });
      }
      List<Future<Boolean>> same = executor.invokeAll(repetitions);
      for (int i = 0; i < drawn.size(); i++) {
        if (!result(same.get(i))) {
          different.add(drawn.get(i));
        }
      }
      if (!different.isEmpty()) {
        throw new RunsFailedException(String.format(
            Locale.ROOT,
            "%d of %d runs differ, the first being %s%s%s",
            different.size(),
            drawn.size(),
            different.get(0),
            origin(different.get(0).problem().settings(), benches),
            program(different.get(0), registry)));
      }
    } finally {
      executor.shutdownNow();
    }
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT, "%d of %d runs were repeated; all are bit-identical%n", drawn.size(), all);
  }

  private static boolean result(Future<Boolean> repetition)
      throws IOException, InterruptedException {
    try {
      return repetition.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** A difference may have good reasons. */
  private static String origin(RunSettings settings, Benches benches) throws IOException {
    Provenance then = settings.provenance();
    Provenance now = Provenance.of(benches.of(settings.space().name()).surrogateHash());
    return then.version().equals(now.version()) && then.surrogates().equals(now.surrogates())
        ? ""
        : String.format(
            Locale.ROOT,
            "; it was recorded by version %s with surrogates %s, and this is %s with %s",
            then.version(),
            then.surrogates(),
            now.version(),
            now.surrogates());
  }

  /** Nothing holds a program to what algorithms promise. */
  private static String program(Recorded recorded, AlgorithmRegistry registry) {
    return recorded
        .command(registry)
        .map(command -> String.format(
            Locale.ROOT,
            "; the program '%s' is another now, or what it asks for does not depend on its seed alone",
            command))
        .orElse("");
  }

  private static String sha256Now(
      Recorded recorded, SearchAlgorithm algorithm, ProblemAnswers answers)
      throws IOException, InterruptedException {
    RunSettings settings = recorded.problem().settings();
    Suite suite = new Suite(
        List.of(settings), List.of(algorithm), List.of(recorded.run().outcome().seed()));
    Path temporary = Files.createTempDirectory("hwgpt-verify");
    try (SuiteFolder again = SuiteFolder.empty(temporary, suite.plan())) {
      return new SuiteRunner(answers, again, 1, Optional.empty())
          .run(suite, Shard.ALL, SuiteListener.NONE)
          .get(settings)
          .get(0)
          .sha256();
    } finally {
      SuiteFolder.delete(temporary);
    }
  }
}

package io.github.hwgptbench.cli;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunFolder;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.statistics.Summary;
import io.github.hwgptbench.suite.Suite;
import io.github.hwgptbench.suite.SuiteRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs algorithms on a problem and compares what they find. */
@Command(
    name = "run",
    description = {
      "Let algorithms search a space for the best trade-offs, and compare the hypervolumes of what"
          + " they find. Every evaluation is written to a folder.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt run",
      "  hwgpt run --scale m --objectives perplexity,latency@a100 --seeds 20",
      "  hwgpt run --objectives accuracy,energy@h100 --constraints 'params<=9e7'",
      "  hwgpt run --seeds 20 --name mine --resume"
    })
final class RunCommand implements Callable<Integer> {

  /** In every normalised objective; 1 would give the worst points of a front no weight. */
  static final double REFERENCE = 1.1;

  private static final Path RUNS = Path.of("results", "runs");

  @Spec
  private CommandSpec spec;

  @Mixin
  private BenchOptions options;

  @Option(
      names = "--objectives",
      paramLabel = "OBJECTIVE",
      split = ",",
      defaultValue = "perplexity,energy@rtx2080",
      description =
          "What to optimise, two or more, see 'hwgpt objectives'" + " (default: ${DEFAULT-VALUE}).")
  private List<String> objectives;

  @Option(
      names = "--constraints",
      paramLabel = "CONSTRAINT",
      split = ",",
      description = "What has to hold, such as 'params<=150000000' or 'latency@a100<=20'.")
  private List<String> constraints = new ArrayList<>();

  @Option(
      names = "--algorithms",
      paramLabel = "ALGORITHM",
      defaultValue = "random,jmetal:NSGAII",
      description = "What searches, see 'hwgpt algorithms': a list with commas of NAME, NAME@PRESET"
          + " or NAME(SETTING=VALUE,...) (default: ${DEFAULT-VALUE}).")
  private String algorithms;

  @Option(
      names = "--seeds",
      paramLabel = "SEEDS",
      defaultValue = "5",
      description = "How many seeds (5 stands for 1 to 5), or which ones, such as 7,9,20..25"
          + " (default: ${DEFAULT-VALUE}).")
  private String seeds;

  @Option(
      names = "--evaluations",
      paramLabel = "N",
      defaultValue = "500",
      description = "Budget of each run (default: ${DEFAULT-VALUE}).")
  private int evaluations;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many runs at the same time (default: one a core). Changes no value.")
  private Integer threads;

  @Option(
      names = "--noise",
      description = "Algorithms see readings with the noise of measuring. Hypervolumes are still of"
          + " noise-free values.")
  private boolean noise;

  @Option(
      names = "--bounds",
      paramLabel = "BOUNDS",
      defaultValue = "default",
      description = "What normalises objectives: 'default', 'published' (the authors'), or a JSON"
          + " file of your own (default: ${DEFAULT-VALUE}).")
  private String boundsName;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the suite: letters, digits, '.', '_' and '-' (default: made of scale"
          + " and objectives).")
  private String name;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the record (default: results/runs/NAME, and where that is taken"
          + " NAME-2, NAME-3, ...). It must be empty or missing, unless it is resumed or"
          + " overwritten.")
  private Path out;

  @Option(
      names = "--overwrite",
      description = "Delete the runs that are in the folder for the record.")
  private boolean overwrite;

  @Option(
      names = "--resume",
      description = "Go on with a suite that was stopped or killed: keep its finished runs, and do"
          + " the others, with the same values as if nothing had happened. The command must be the"
          + " same otherwise. Where there is nothing to resume yet, begin.")
  private boolean resume;

  @Mixin
  private FormatOption format;

  @Override
  public Integer call() throws IOException, InterruptedException, RunsFailedException {
    try (HwGptBench bench = options.open()) {
      Suite suite = suite(bench);
      int cores = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
      try (RunFolder folder = folder(suite)) {
        List<RunOutcome> outcomes = run(bench, suite, folder, cores);
        report(suite, outcomes, folder);
        checkAllCameToTheirEnd(outcomes);
      }
      return 0;
    }
  }

  private Suite suite(HwGptBench bench) throws IOException {
    checkObjectivesAreGivenWhereUsualOnesAreMissing(bench);
    List<Objective> optimised = BenchOptions.objectives(bench, objectives);
    List<Constraint> bounded = BenchOptions.constraints(bench, constraints);
    Bounds bounds = BenchOptions.bounds(bench, boundsName);
    optimised.forEach(bounds::range);
    AlgorithmRegistry registry = AlgorithmRegistry.load();
    RunSettings settings = new RunSettings(
        suiteName(optimised),
        new ProblemName(bench.space().name(), optimised, bounded).toString(),
        bench.space(),
        optimised,
        bounded,
        evaluations,
        noise,
        bounds,
        REFERENCE,
        Provenance.of(bench.surrogateHash()));
    return new Suite(
        settings,
        AlgorithmName.parseAll(algorithms).stream().map(registry::algorithm).toList(),
        SeedList.parse(seeds));
  }

  private void checkObjectivesAreGivenWhereUsualOnesAreMissing(HwGptBench bench) {
    boolean given = spec.commandLine().getParseResult().hasMatchedOption("--objectives");
    if (!given && !bench.space().measured()) {
      throw new IllegalArgumentException(
          "--scale '%s': nothing was measured in this space; give --objectives of %s, and --bounds"
              .formatted(
                  bench.space().name(),
                  bench.objectives().stream()
                      .map(Objective::toString)
                      .collect(Collectors.joining(", "))));
    }
  }

  private String suiteName(List<Objective> optimised) {
    if (name == null) {
      return BenchOptions.fileName(options.space(), optimised);
    }
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "--name '%s': not a name; allowed: letters, digits, '.', '_' and '-'".formatted(name));
    }
    return name;
  }

  private RunFolder folder(Suite suite) throws IOException {
    if (resume && overwrite) {
      throw new IllegalArgumentException(
          "--resume keeps what --overwrite deletes; allowed: one of them");
    }
    String suiteName = suite.settings().name();
    if (out == null && name == null && !overwrite && !resume) {
      return RunFolder.fresh(RUNS, suiteName);
    }
    Path path = out == null ? RUNS.resolve(suiteName) : out;
    if (resume) {
      return RunFolder.resume(path, suite.plan());
    }
    return overwrite ? RunFolder.overwrite(path) : RunFolder.empty(path);
  }

  private List<RunOutcome> run(HwGptBench bench, Suite suite, RunFolder folder, int cores)
      throws IOException, InterruptedException {
    RunSettings settings = suite.settings();
    List<Objective> metrics = new ProblemName(
            settings.space().name(), settings.objectives(), settings.constraints())
        .metrics();
    int finished = folder.finished().size();
    long total = (long) (suite.size() - finished) * settings.evaluations();
    PrintWriter err = spec.commandLine().getErr();
    if (finished > 0) {
      err.printf("%d of %d runs were finished before%n", finished, suite.size());
    }
    StopNotice notice = StopNotice.begin(err, folder.path());
    try (notice;
        ObjectiveEvaluator evaluator = bench.evaluator(metrics);
        ProgressLine progress = new ProgressLine(err, "evaluations", total)) {
      return new SuiteRunner(evaluator, bench.noisy(metrics), folder, cores)
          .run(suite, progress::step);
    }
  }

  private void report(Suite suite, List<RunOutcome> outcomes, RunFolder folder) {
    PrintWriter stdout = spec.commandLine().getOut();
    boolean text = format.format() == Table.Format.TEXT;
    PrintWriter words = text ? stdout : spec.commandLine().getErr();
    RunSettings settings = suite.settings();
    if (text) {
      stdout.printf(
          "%s, %d evaluations a run%s%n%n",
          settings.problem(), settings.evaluations(), settings.noisy() ? ", noisy" : "");
    }
    table(suite, outcomes).print(format.format(), stdout);
    words.printf(
        Locale.ROOT,
        "%nhv: hypervolume of all that a run found, more is better, over the seeds. Objectives are"
            + " normalised%nby the bounds '%s' (%s),%nthe reference point is %s in each;"
            + " %.4f is the most that there could be. seconds: median.%n",
        settings.bounds().version(),
        ranges(settings),
        settings.reference(),
        Math.pow(settings.reference(), settings.objectives().size()));
    if (!settings.constraints().isEmpty()) {
      words.print(feasible(suite, outcomes));
    }
    endedEarly(settings, outcomes).ifPresent(words::println);
    words.printf("Every evaluation is in %s%n", folder.path());
  }

  /** An algorithm that gives up its budget has less than others to be compared by. */
  private static Optional<String> endedEarly(RunSettings settings, List<RunOutcome> outcomes) {
    List<RunOutcome> early = outcomes.stream()
        .filter(outcome -> outcome.failure().isEmpty())
        .filter(outcome -> !outcome.complete(settings.evaluations()))
        .toList();
    return early.stream()
        .findFirst()
        .map(first -> ("%d of %d runs ended before their budget was spent, the first being %s with"
                + " seed %d after %d of %d evaluations.")
            .formatted(
                early.size(),
                outcomes.size(),
                first.algorithm(),
                first.seed(),
                first.evaluations(),
                settings.evaluations()));
  }

  private static String feasible(Suite suite, List<RunOutcome> outcomes) {
    String counts = suite.algorithms().stream()
        .map(algorithm -> algorithm.name().toString())
        .map(algorithm -> {
          double[] counted = outcomes.stream()
              .filter(outcome -> outcome.algorithm().equals(algorithm))
              .mapToDouble(RunOutcome::feasible)
              .toArray();
          return algorithm + " " + Table.readable(Summary.of(counted).median());
        })
        .collect(Collectors.joining(", "));
    return "Evaluations that hold all constraints, median of the runs: %s%n".formatted(counts);
  }

  private static String ranges(RunSettings settings) {
    return settings.objectives().stream()
        .map(objective -> {
          Bounds.Range range = settings.bounds().range(objective);
          String unit = objective.unit().isEmpty() ? "" : " " + objective.unit();
          return "%s %s to %s%s"
              .formatted(objective, Table.readable(range.min()), Table.readable(range.max()), unit);
        })
        .collect(Collectors.joining(", "));
  }

  private static Table table(Suite suite, List<RunOutcome> outcomes) {
    Table table = new Table(
        "algorithm", "runs", "hv_median", "hv_iqr", "hv_min", "hv_max", "evaluations", "seconds");
    for (SearchAlgorithm algorithm : suite.algorithms()) {
      String algorithmName = algorithm.name().toString();
      List<RunOutcome> runs = outcomes.stream()
          .filter(outcome -> outcome.algorithm().equals(algorithmName))
          .filter(outcome -> outcome.failure().isEmpty())
          .toList();
      if (runs.isEmpty()) {
        table.add(algorithmName, 0L, null, null, null, null, null, null);
        continue;
      }
      Summary hv = Summary.of(runs.stream().mapToDouble(RunOutcome::hypervolume).toArray());
      Summary millis =
          Summary.of(runs.stream().mapToDouble(run -> run.duration().toMillis()).toArray());
      long made =
          Collections.max(runs.stream().map(run -> (long) run.evaluations()).toList());
      table.add(
          algorithmName,
          (long) runs.size(),
          hv.median(),
          hv.interquartileRange(),
          hv.min(),
          hv.max(),
          made,
          BigDecimal.valueOf(Math.round(millis.median()), 3));
    }
    return table;
  }

  private static void checkAllCameToTheirEnd(List<RunOutcome> outcomes) throws RunsFailedException {
    List<RunOutcome> failed =
        outcomes.stream().filter(outcome -> outcome.failure().isPresent()).toList();
    if (!failed.isEmpty()) {
      RunOutcome first = failed.get(0);
      throw new RunsFailedException(
          "%d of %d runs failed, the first being %s with seed %d after %d evaluations: %s"
              .formatted(
                  failed.size(),
                  outcomes.size(),
                  first.algorithm(),
                  first.seed(),
                  first.evaluations(),
                  first.failure().orElseThrow()));
    }
  }
}

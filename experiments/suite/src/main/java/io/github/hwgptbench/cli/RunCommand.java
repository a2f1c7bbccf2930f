package io.github.hwgptbench.cli;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.analysis.AnalysisSettings;
import io.github.hwgptbench.analysis.BestFrontLookup;
import io.github.hwgptbench.analysis.BudgetAxis;
import io.github.hwgptbench.analysis.SuiteAnalysis;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.indicator.Indicators;
import io.github.hwgptbench.internal.file.FileName;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunConditions;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.record.SuitePlan;
import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.suite.BestHypervolumes;
import io.github.hwgptbench.suite.Cluster;
import io.github.hwgptbench.suite.ClusterRunner;
import io.github.hwgptbench.suite.DryRun;
import io.github.hwgptbench.suite.EqualTime;
import io.github.hwgptbench.suite.Experiment;
import io.github.hwgptbench.suite.ProblemAnswers;
import io.github.hwgptbench.suite.ReferenceRuns;
import io.github.hwgptbench.suite.Shard;
import io.github.hwgptbench.suite.Suite;
import io.github.hwgptbench.suite.SuiteFile;
import io.github.hwgptbench.suite.SuiteListener;
import io.github.hwgptbench.suite.SuiteRunner;
import io.github.hwgptbench.suite.TimeLimit;
import io.github.hwgptbench.suite.WorkOrder;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs algorithms on a problem and compares what they find. */
@Command(
    name = "run",
    description = {
      "Let algorithms search a space for the best trade-offs, and compare the"
          + " hypervolumes of what they find. Every evaluation is recorded in a"
          + " folder.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt run",
      "  hwgpt run --scale m --objectives perplexity,latency@a100 --seeds 20",
      "  hwgpt run --objectives accuracy,energy@h100 --constraints 'params<=9e7'",
      "  hwgpt run --scale xs --objectives perplexity@supernet,params",
      "  hwgpt run --objectives perplexity --constraints 'latency@a100<=20'",
      "  hwgpt run --seeds 20 --name mine --resume",
      "  hwgpt run --tabular measurements --objectives perplexity,energy@v100",
      "  hwgpt run --fidelity measurements=1,5,25 --cost 50 --algorithms ehvi,moasha",
      "  hwgpt run --time 20h --clock latency@rtx2080 --workers 8",
      "  hwgpt run quick",
      "  hwgpt run paper-2d --protocol authors-2d",
      "  hwgpt run paper-2d --seeds 3 --dry-run",
      "  hwgpt run paper-3d --algorithms mine --against reference",
      "  hwgpt run track-core --print",
      "  hwgpt run mine.yaml --spark spark://host:7077 --resume"
    })
final class RunCommand extends ConsoleCommand {

  /** Evaluations that take longer than the estimate. */
  private static final long WORTH_AN_ESTIMATE = 10_000;

  private static final Path RUNS = Path.of("results", "runs");

  /** What runs where nothing else is asked for; options that are left out have its values. */
  private static final String QUICK = "quick";

  private static final List<String> PROBLEM_OPTIONS =
      List.of("--scale", "--objectives", "--constraints", "--noise");

  private static final List<String> PROTOCOL_OPTIONS =
      List.of("--protocol", "--bounds", "--reference-point");

  @Parameters(
      arity = "0..1",
      paramLabel = "SUITE",
      description = "Suite to run: a YAML file, or one of ${COMPLETION-CANDIDATES} (default:"
          + " quick, unless options describe the problem). Options for algorithms,"
          + " seeds, budget, fidelities, workers, clock and protocol take precedence"
          + " over the suite.",
      completionCandidates = ShippedSuites.class)
  private @Nullable String suite;

  @Mixin
  private BenchOptions options;

  @Mixin
  private ProblemOptions problemOptions;

  @Option(
      names = "--algorithms",
      paramLabel = "ALGORITHM",
      defaultValue = "random,mo-re,nsga2,local-search,lsbo,rsbo,ehvi",
      description = "Algorithms, see 'hwgpt algorithms', separated by commas: NAME,"
          + " NAME@PRESET or NAME(SETTING=VALUE,...) (default: ${DEFAULT-VALUE}).")
  private String algorithms;

  @Option(
      names = "--seeds",
      paramLabel = "SEEDS",
      defaultValue = "5",
      description = "Number of seeds (5 stands for 1 to 5), or the seeds themselves, such as"
          + " 7,9,20..25 (default: ${DEFAULT-VALUE}).")
  private String seeds;

  @Option(
      names = "--evaluations",
      paramLabel = "N",
      defaultValue = "200",
      description = "Budget of each run in evaluations (default: ${DEFAULT-VALUE}).")
  private int evaluations;

  @Mixin
  private ThreadsOption threads;

  @Option(
      names = "--noise",
      description = "Algorithms observe single noisy measurements. Hypervolumes are still of"
          + " noise-free values.")
  private boolean noise;

  @Mixin
  private LiveOptions live;

  @Mixin
  private SparkOptions spark;

  @Mixin
  private ConditionOptions conditions;

  @Mixin
  private ProtocolOptions protocol;

  @Mixin
  private TabularOption tables;

  @Option(
      names = "--initial",
      paramLabel = "FILE",
      description = "File of architectures that every run evaluates first: a table as for"
          + " 'hwgpt query --in', a CSV file with a column 'architecture', or a front"
          + " of 'hwgpt front'. They count as evaluations. Only for algorithms of this"
          + " library.")
  private @Nullable String initial;

  @Option(
      names = "--known",
      paramLabel = "FILE",
      description = "File of evaluations that every algorithm observes before its run and"
          + " that do not count: a CSV file with a column 'architecture' and one"
          + " column per objective and constrained metric, or a front. Only for"
          + " algorithms of this library.")
  private @Nullable String known;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the suite: letters, digits, '.', '_' and '-' (default: derived"
          + " from scale and objectives).")
  private @Nullable String name;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the record (default: results/runs/NAME, or NAME-2, NAME-3,"
          + " ... if that exists). It must be empty or missing, unless --resume or"
          + " --overwrite is given.")
  private @Nullable Path out;

  @Option(names = "--overwrite", description = "Delete the runs in the folder of the record.")
  private boolean overwrite;

  @Option(
      names = "--resume",
      description = "Continue a suite that was stopped or killed: keep its finished runs and"
          + " do the others, with bit-identical results. The command must otherwise be"
          + " the same, but may have more algorithms, seeds or evaluations, or another"
          + " time limit: runs continue where they ended. If there is nothing to"
          + " resume, the suite begins.")
  private boolean resume;

  @Option(
      names = "--shard",
      paramLabel = "N/COUNT",
      description = "Do only a part of the runs, such as 3/16, in a separate folder (default:"
          + " results/runs/NAME-shard-3-of-16). 'hwgpt merge' joins the folders.")
  private @Nullable String shardText;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      description = "Maximum time of a run, such as 90s, 10min or 2h (default: unlimited). A"
          + " run that takes longer is ended and counts with its evaluations"
          + " until then; all runs on its problem are then compared at equal time."
          + " --resume with a longer limit continues it.")
  private @Nullable String timeLimit;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description = "Compare new algorithms with the recorded runs of a suite, which are not"
          + " repeated: a folder, a zip file of one, or 'reference' for the runs that"
          + " ship. Seeds and budget are those of its runs, and so are the problems"
          + " unless a suite or options name them. 'hwgpt report --against' makes the"
          + " report.")
  private @Nullable String against;

  @Option(
      names = "--indicators",
      paramLabel = "INDICATOR",
      defaultValue = "hypervolume",
      description = "Indicators in the table, separated by commas: ${COMPLETION-CANDIDATES}"
          + " (default: ${DEFAULT-VALUE}, which is always included). The report has"
          + " all.",
      completionCandidates = IndicatorIds.class)
  private String indicators;

  @Option(
      names = "--quiet",
      description = "Print only results and errors; no progress and no remarks.")
  private boolean quiet;

  @Option(
      names = "--dry-run",
      description = "Only print what would run, and an estimate of the time.")
  private boolean dryRun;

  @Option(
      names = "--print",
      description = "Only print the file of the suite, to save it and change its algorithms."
          + " Not with other options.")
  private boolean printFile;

  @Mixin
  private FormatOption format;

  /** For the help. */
  static final class IndicatorIds implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return Indicators.all().stream().map(Indicator::id).iterator();
    }
  }

  /** For the help. */
  static final class ShippedSuites extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    ShippedSuites() {
      super(SuiteFile.SHIPPED);
    }
  }

  @Override
  void execute() throws IOException, InterruptedException, RunsFailedException {
    if (printFile) {
      printFile();
      return;
    }
    int cores = threads.count();
    options.threads(cores);
    if (dryRun) {
      options.recompute();
    }
    spark.check(given("--threads"));
    List<Indicator> further = FurtherIndicators.parse(indicators);
    Shard shard = shardText == null ? Shard.ALL : Shard.parse(shardText);
    try (Benches benches = tables.restrict(options.benches())) {
      Experiment experiment = experiment(benches);
      Suite asked = experiment.suite(benches);
      options.requireUseOn(asked.problems());
      ReferenceRuns reference = reference(asked).orElse(null);
      Suite planned = reference == null ? asked : against(reference, asked, experiment, benches);
      options.requireUseOfModels(planned.problems().stream()
          .flatMap(problem -> Stream.concat(
              problem.problem().metrics().stream(),
              problem.simulation().stream()
                  .flatMap(conditions -> Stream.ofNullable(conditions.clock()))
                  .map(RunConditions.Clock::latency)))
          .toList());
      warnOfIgnoredConstraints(planned);
      Optional<TimeLimit> limit = experiment.timeLimit();
      SuitePlan plan = planned.plan();
      if (dryRun) {
        DryRun estimate = new DryRun(planned, shard, benches, cores);
        DryRunReport.print(planned, shard, estimate, cores, out());
        return;
      }
      Path suites = out == null ? RUNS : out.toAbsolutePath().normalize().resolveSibling("");
      try (Cluster cluster = spark.connect(plan.name(), remarks());
          LiveView view = live.open(suites, err())) {
        String kept = cluster == null ? "the evaluations so far" : "the finished runs";
        LiveView.Attempt<List<RunOutcome>> attempt = taken -> {
          try (SuiteFolder folder = taken) {
            Running running;
            if (cluster == null) {
              estimate(planned, shard, benches, cores, folder.finished());
              SuiteRunner runner = new SuiteRunner(benches, folder, cores, limit.orElse(null));
              running = listener -> runner.run(planned, shard, listener);
            } else {
              WorkOrder order = new WorkOrder(
                  plan.text(),
                  limit.map(TimeLimit::duration).orElse(null),
                  BenchArguments.of(spec().commandLine().getParseResult()));
              ClusterRunner runner = new ClusterRunner(cluster, order, folder);
              running = listener -> runner.run(planned, shard, listener);
            }
            BestHypervolumes fronts =
                BestHypervolumes.of(planned.problems(), BestFrontLookup.SHIPPED);
            Map<RunSettings, List<RunOutcome>> outcomes = run(
                planned,
                shard,
                folder,
                listener -> view.run(folder.path(), shard, listener, running::run),
                kept,
                fronts);
            if (shard.equals(Shard.ALL) && reference != null) {
              compare(reference, folder.path(), cores);
            } else if (shard.equals(Shard.ALL)) {
              new RunReport(
                      fronts,
                      FurtherIndicators.of(
                          further,
                          planned.problems(),
                          settings -> SuiteReport.analyze(
                              settings,
                              List.of(SuiteArchive.open(folder.path())),
                              cores,
                              remarks())),
                      format.format(),
                      out(),
                      remarks())
                  .print(planned, EqualTime.of(outcomes, folder.path()), folder.path());
            } else {
              print("Shard %d of %d is in %s%n", shard.number(), shard.count(), folder.path());
            }
            return outcomes.values().stream().flatMap(List::stream).toList();
          }
        };
        SuiteFolder folder = folder(plan, shard, limit.orElse(null));
        List<RunOutcome> outcomes = view.untilDone(
            folder,
            attempt,
            () -> SuiteFolder.resume(
                folder.path(), plan, limit.map(TimeLimit::duration).orElse(null)),
            () -> StopNotice.say(remarks(), kept, folder.path(), resumption(folder.path())));
        Optional<String> failures = failures(outcomes);
        view.stay(failures.orElse(null));
        if (failures.isPresent()) {
          throw new RunsFailedException(failures.get());
        }
      }
    }
  }

  private void printFile() throws IOException {
    if (spec().commandLine().getParseResult().matchedOptions().size() > 1) {
      throw new UsageException(
          "--print prints the file of a suite as it is; leave out all other options");
    }
    out().print(SuiteFile.text(suite == null ? QUICK : suite));
    out().flush();
  }

  private void warnOfIgnoredConstraints(Suite planned) {
    List<SearchAlgorithm> ignoring = planned.ignoringConstraints();
    if (!ignoring.isEmpty()) {
      remarks()
          .printf(
              Locale.ROOT,
              "Warning: %s search as if there were no constraints; see 'hwgpt algorithms'%n",
              ignoring.stream()
                  .map(algorithm -> algorithm.name().toString())
                  .collect(Collectors.joining(", ")));
    }
  }

  private Optional<ReferenceRuns> reference(Suite asked) throws IOException {
    if (against == null) {
      return Optional.empty();
    }
    if (!given("--algorithms") && !isFile()) {
      throw UsageException.of(
          "--against %s: no new algorithms; give them with --algorithms", against);
    }
    if (against.equals(ReferenceRuns.SHIPPED) && !saysProblems()) {
      throw UsageException.of(
          "--against %s requires problems: give a suite (there are runs of %s), as in 'hwgpt run"
              + " paper-3d --algorithms mine --against reference', or --scale and --objectives of"
              + " one of its problems",
          against, ReferenceRuns.names(ReferenceRuns.shipped()));
    }
    return Optional.of(ReferenceRuns.open(against, asked.problems()));
  }

  private boolean isFile() {
    return suite != null && !SuiteFile.SHIPPED.contains(suite);
  }

  private boolean saysProblems() {
    return suite != null
        || given("--supernet")
        || given("--space")
        || Stream.concat(PROBLEM_OPTIONS.stream(), PROTOCOL_OPTIONS.stream()).anyMatch(this::given);
  }

  /** Returns a suite of the new algorithms with the problems, seeds and budget of other runs. */
  private Suite against(
      ReferenceRuns reference, Suite asked, Experiment experiment, Benches benches)
      throws IOException {
    List<RunSettings> problems = asked.problems();
    if (!saysProblems()) {
      problems = new ArrayList<>();
      for (RunSettings problem : reference.problems()) {
        problems.add(
            problem.with(Provenance.of(benches.hash(problem.problem(), problem.conditions()))));
      }
    } else if (suite != null
        && Experiment.read(suite).name().equals(Optional.of(reference.name()))) {
      // Others may not have finished all of it.
      problems = problems.stream().filter(reference::has).toList();
      if (problems.size() < asked.problems().size()) {
        remarks()
            .printf(
                Locale.ROOT,
                "%d of %d problems are run, those with finished runs in '%s'%n",
                problems.size(),
                asked.problems().size(),
                reference.folder());
      }
    }
    return reference.suite(
        name == null
            ? "against-" + reference.name()
            : FileName.of("--name", name).text(),
        problems,
        asked.algorithms(),
        given("--seeds") || isFile() && experiment.givesSeeds() ? asked.seeds() : null,
        given("--evaluations") || isFile() && experiment.givesEvaluations()
            ? Integer.valueOf(asked.problems().get(0).evaluations())
            : null);
  }

  private void compare(ReferenceRuns reference, Path folder, int cores)
      throws IOException, InterruptedException {
    PrintWriter remarks = remarks();
    SuiteAnalysis analysis = SuiteReport.analyze(
        AnalysisSettings.usual(), reference.beside(SuiteArchive.open(folder)), cores, remarks);
    new ComparisonReport(format.format(), out(), remarks).print(analysis);
    PrintWriter words = format.format() == Table.Format.TEXT ? out() : remarks;
    words.printf(Locale.ROOT, "Every evaluation is in %s%n", folder);
    words.printf(
        Locale.ROOT,
        "Figures and tables: %s%n",
        TypedCommand.of(List.of("report", folder.toString(), "--against", against)));
  }

  /** Where everything goes that is neither a result nor an error. */
  private PrintWriter remarks() {
    return quiet ? new PrintWriter(Writer.nullWriter()) : err();
  }

  private Experiment experiment(Benches benches) throws IOException {
    Optional<String> ofProblems = PROBLEM_OPTIONS.stream().filter(this::given).findFirst();
    boolean ofOptions = suite == null && saysProblems();
    if (!ofOptions && ofProblems.isPresent()) {
      throw UsageException.of(
          "Suite '%s' defines its problems; leave out %s", suite, ofProblems.get());
    }
    Experiment.Builder builder =
        ofOptions ? ofOptions(benches) : Experiment.read(suite == null ? QUICK : suite).toBuilder();
    if (name != null) {
      builder.name(FileName.of("--name", name).text());
    }
    if (ofOptions || given("--algorithms")) {
      builder.noAlgorithms().algorithms(AlgorithmName.parseAll(algorithms).toArray());
    }
    if (ofOptions || given("--seeds")) {
      builder.seeds(seeds);
    }
    if (ofOptions || given("--evaluations")) {
      builder.evaluations(evaluations);
    }
    conditions.apply(builder, given("--evaluations"));
    protocol.apply(builder);
    if (initial != null) {
      builder.initial(Path.of(initial));
    }
    if (known != null) {
      builder.known(Path.of(known));
    }
    if (timeLimit != null) {
      builder.timeLimit(timeLimit);
    }
    return builder.build();
  }

  private Experiment.Builder ofOptions(Benches benches) throws IOException {
    HwGptBench bench = benches.of(options.space());
    checkObjectivesAreGivenWhereThereAreNoDefaults(bench);
    return Experiment.builder()
        .scales(bench.space().name())
        .objectives(problemOptions.objectives().toArray(String[]::new))
        .constraints(problemOptions.constraints().toArray(String[]::new))
        .noise(noise);
  }

  private void checkObjectivesAreGivenWhereThereAreNoDefaults(HwGptBench bench) {
    if (!given("--objectives") && !bench.space().measured()) {
      throw UsageException.of(
          "Search space '%s': nothing was measured in this space; give --objectives of %s",
          bench.space().name(),
          bench.objectives().stream().map(Objective::toString).collect(Collectors.joining(", ")));
    }
  }

  private SuiteFolder folder(SuitePlan plan, Shard shard, @Nullable TimeLimit limit)
      throws IOException {
    if (resume && overwrite) {
      throw new UsageException("--resume keeps what --overwrite deletes; allowed: one of them");
    }
    String folderName = shard.equals(Shard.ALL)
        ? plan.name()
        : Text.format("%s-shard-%d-of-%d", plan.name(), shard.number(), shard.count());
    if (out == null && name == null && !overwrite && !resume) {
      return SuiteFolder.fresh(RUNS, folderName, plan);
    }
    Path path = out == null ? RUNS.resolve(folderName) : out;
    if (!resume && !overwrite && SuiteFolder.has(path)) {
      throw new IOException(Text.format(
          "%s: contains a suite; --resume continues it, --overwrite deletes it, and --out names"
              + " another folder",
          path));
    }
    if (resume) {
      return SuiteFolder.resume(path, plan, limit == null ? null : limit.duration());
    }
    return overwrite ? SuiteFolder.overwrite(path, plan) : SuiteFolder.empty(path, plan);
  }

  /** Says about how long a suite takes that is not over in a moment. */
  private void estimate(
      Suite planned, Shard shard, ProblemAnswers answers, int cores, int finished) {
    int runs = shard.size(planned);
    long left = (long) (runs - finished) * planned.problems().get(0).evaluations();
    if (quiet
        || left < WORTH_AN_ESTIMATE
        || planned.algorithms().stream().anyMatch(SearchAlgorithm::hasSideEffects)) {
      return;
    }
    double seconds = DryRun.brief(planned, shard, answers, cores).seconds();
    remarks()
        .printf(
            Locale.ROOT,
            "%d runs of %s, about %s with --threads %d%n",
            runs - finished,
            BudgetAxis.of(planned.budget()).inWords(),
            Text.time(seconds * (runs - finished) / runs),
            cores);
  }

  /** Returns the command that goes on with this one where it is stopped. */
  private String resumption(Path folder) {
    List<String> words = spec().root().commandLine().getParseResult().originalArgs().stream()
        .filter(word -> !word.equals("--overwrite") && !word.equals("--resume"))
        .collect(Collectors.toCollection(ArrayList::new));
    if (out == null) {
      words.addAll(List.of("--out", folder.toString()));
    }
    words.add("--resume");
    return TypedCommand.of(words);
  }

  /** Runs what is left of a suite, here or on a cluster. */
  @FunctionalInterface
  private interface Running {
    Map<RunSettings, List<RunOutcome>> run(SuiteListener listener)
        throws IOException, InterruptedException;
  }

  private Map<RunSettings, List<RunOutcome>> run(
      Suite planned,
      Shard shard,
      SuiteFolder folder,
      Running running,
      String kept,
      BestHypervolumes fronts)
      throws IOException, InterruptedException {
    int runs = shard.size(planned);
    PrintWriter remarks = remarks();
    if (folder.finished() > 0) {
      remarks.printf(Locale.ROOT, "%d of %d runs were already finished%n", folder.finished(), runs);
    }
    if (folder.earlier() > 0) {
      remarks.printf(
          Locale.ROOT, "%d of %d runs continue where they ended%n", folder.earlier(), runs);
    }
    StopNotice notice = StopNotice.begin(remarks, kept, folder.path(), resumption(folder.path()));
    SuiteProgress progress =
        new SuiteProgress(remarks, quiet, runs - folder.finished(), planned.budget(), fronts);
    try (notice;
        progress) {
      return running.run(progress);
    } finally {
      progress.begunAnew().ifPresent(remarks::println);
    }
  }

  private static Optional<String> failures(List<RunOutcome> outcomes) {
    List<RunOutcome> failed =
        outcomes.stream().filter(outcome -> outcome.failure().isPresent()).toList();
    return failed.stream()
        .findFirst()
        .map(first -> Text.format(
            "%d of %d runs failed, the first being %s with seed %d after %d evaluations: %s",
            failed.size(),
            outcomes.size(),
            first.algorithm(),
            first.seed(),
            first.evaluations(),
            first.failure().orElseThrow()));
  }
}

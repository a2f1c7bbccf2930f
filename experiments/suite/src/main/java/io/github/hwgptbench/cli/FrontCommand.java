package io.github.hwgptbench.cli;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.front.FrontSearch;
import io.github.hwgptbench.algorithm.front.proof.FrontCertificate;
import io.github.hwgptbench.algorithm.front.proof.FrontCertificateFile;
import io.github.hwgptbench.front.BestFronts;
import io.github.hwgptbench.front.FrontBound;
import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.front.ReferenceFrontFile;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.indicator.NamedProtocol;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.pareto.ParetoArchive.Member;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.suite.BenchReader;
import io.github.hwgptbench.suite.KnownArchitectures;
import io.github.hwgptbench.suite.TimeLimit;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds the best front of a problem, for others to be compared with. */
@Command(
    name = "front",
    description = {
      "Find the best-known Pareto front of a problem with millions of"
          + " evaluations, and write it to a file with how it was found. With"
          + " --certify, prove how much better any front could be.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt front 'HWGPT-S(perplexity,energy@v100)'",
      "  hwgpt front --scale m --objectives perplexity,latency@a100,memory@a100",
      "  hwgpt front --scale m --objectives perplexity,latency@a100 --join results/runs/mine",
      "  hwgpt front 'HWGPT-M(perplexity,latency@a100)' --certify --gap 0.01 --out front.json",
      "  hwgpt front --check front-proof.json.gz"
    })
final class FrontCommand extends ConsoleCommand {

  private static final int MOST_OBJECTIVES = 5;

  /** From this number of objectives on, fronts have too many points for their hypervolume. */
  private static final int MANY_OBJECTIVES = 4;

  private static final int DEFAULT_POINTS = 1000;

  /** What the order of points may change in a hypervolume. */
  private static final double ROUNDING = 1e-12;

  /** What makes a new front, so that the one that ships is not the one to certify. */
  private static final List<String> OF_SEARCH =
      List.of("--evaluations", "--seed", "--join", "--points");

  /** What a certificate has in its file. */
  private static final List<String> OF_PROBLEM =
      List.of("--objectives", "--constraints", "--bounds", "--out", "--overwrite");

  private static final Path FRONTS = Path.of("results", "fronts");

  @Mixin
  private BenchOptions options;

  @Parameters(
      arity = "0..1",
      paramLabel = "PROBLEM",
      description = "Problem by its full name, such as"
          + " HWGPT-S(perplexity,energy@v100,params-max-150000000), in place of"
          + " --scale, --objectives and --constraints.")
  private @Nullable String problemName;

  @Option(
      names = "--objectives",
      paramLabel = "OBJECTIVE",
      split = ",",
      description = "Two to five objectives, see 'hwgpt objectives'.")
  private List<String> objectives = new ArrayList<>();

  @Option(
      names = "--constraints",
      paramLabel = "CONSTRAINT",
      split = ",",
      description = "Constraints, such as 'params<=150000000' or 'latency@a100<=20'.")
  private List<String> constraints = new ArrayList<>();

  @Option(
      names = "--evaluations",
      paramLabel = "N",
      defaultValue = "20000000",
      description = "Maximum number of evaluations; the search ends earlier if it finds"
          + " nothing more. Spaces of up to 100,000 architectures are enumerated,"
          + " if it allows (default: ${DEFAULT-VALUE}).")
  private long evaluations;

  @Option(
      names = "--points",
      paramLabel = "N",
      description = "Maximum number of points of the front. If more are found, those with the"
          + " largest joint hypervolume are kept, chosen greedily (default: 1000 with"
          + " four or five objectives, else all).")
  private @Nullable Integer most;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Random seed (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--join",
      paramLabel = "FILE",
      split = ",",
      description = "Start from the architectures in these files of fronts, CSV files with a"
          + " column 'architecture', or folders of suites. They are evaluated again.")
  private List<Path> known = new ArrayList<>();

  @Option(
      names = "--bounds",
      paramLabel = "BOUNDS",
      defaultValue = "default",
      description = "Bounds that normalise the objectives for the hypervolume: 'default',"
          + " 'published' (the authors'), or a custom JSON file (default:"
          + " ${DEFAULT-VALUE}).")
  private String boundsName;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "File for the front (default: in results/fronts, named after scale and"
          + " objectives, with a number if that exists).")
  private @Nullable Path out;

  @Option(names = "--overwrite", description = "Replace the file if there is one.")
  private boolean overwrite;

  @Option(
      names = "--certify",
      description = "Prove how much more hypervolume than the front any architectures could"
          + " have, and write the proof to a file that --check verifies. Without"
          + " options of the search, the best-known Pareto front that ships is"
          + " certified, if there is one. See docs/pareto.md.")
  private boolean certify;

  @Option(
      names = "--gap",
      paramLabel = "GAP",
      defaultValue = "1e-3",
      description = "With --certify: target of the remaining gap, relative to the hypervolume"
          + " of the front (default: ${DEFAULT-VALUE}).")
  private double gap;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      defaultValue = "10min",
      description = "With --certify: maximum time of the search for a proof, such as 90s or"
          + " 2h; the proof found until then is written (default: ${DEFAULT-VALUE}).")
  private String timeLimit;

  @Option(
      names = "--check",
      paramLabel = "FILE",
      description = "Verify a file that --certify wrote; nothing else is done.")
  private @Nullable Path checked;

  @Mixin
  private FormatOption format;

  @Override
  void execute() throws IOException {
    checkProofOptionsHaveUse();
    if (checked != null) {
      check(checked);
      return;
    }
    checkProblemIsGivenOnce();
    SearchSpace space = problemName == null
        ? options.space()
        : options.spaceOf(ProblemName.parseAnyDevice(problemName).space());
    options.requireUse(List.of(space));
    try (HwGptBench bench = options.open(space)) {
      ProblemName problem = problem(bench);
      checkNumbers(problem);
      Bounds bounds = new BenchReader(bench).bounds(boundsName);
      problem.objectives().forEach(bounds::range);
      KnownArchitectures architectures = new KnownArchitectures(space);
      for (Path path : known) {
        architectures.add(path);
      }
      Path file = file(space, problem);
      if (certify) {
        checkProofCanBeWritten(file);
        Optional<ReferenceFront> shipped =
            searches() ? Optional.empty() : shipped(bench, problem, bounds);
        if (shipped.isPresent()) {
          certify(bench, problem, shipped.get(), file);
          return;
        }
      }
      ReferenceFront front = search(bench, problem, bounds, architectures.genotypes());
      if (front.points().isEmpty()) {
        throw new IOException(Text.format(
            "%s: none of %d evaluated architectures satisfies all constraints",
            problem, front.origin().evaluations()));
      }
      ReferenceFrontFile.write(front, file);
      report(front, file);
      BestFronts.find(front.scale(), front.objectives(), front.constraints())
          .ifPresent(known -> compare(front, known));
      if (certify) {
        certify(bench, problem, front, file);
      }
    }
  }

  private void checkProofOptionsHaveUse() {
    if (!certify && (given("--gap") || given("--time-limit"))) {
      throw new UsageException("--gap and --time-limit require --certify");
    }
    TimeLimit.parse(timeLimit);
    if (checked != null
        && (certify
            || searches()
            || problemName != null
            || OF_PROBLEM.stream().anyMatch(this::given))) {
      throw new UsageException(
          "--check verifies a file by itself; leave out the problem and the options of a search");
    }
  }

  private boolean searches() {
    return OF_SEARCH.stream().anyMatch(this::given);
  }

  private void checkProofCanBeWritten(Path front) throws IOException {
    Path proof = proofFile(front);
    if (!overwrite && Files.exists(proof)) {
      throw new IOException(
          Text.format("%s: exists; use another name, or replace it with --overwrite", proof));
    }
  }

  private void check(Path file) throws IOException {
    FrontCertificateFile.Contents contents = FrontCertificateFile.read(file, options::spaceOf);
    FrontCertificate certificate = contents.certificate();
    SearchSpace space = options.spaceOf(certificate.problem().space());
    options.requireUse(List.of(space));
    try (HwGptBench bench = options.open(space)) {
      FrontCertificate.Result result = certificate.check(bench);
      contents.checkStated(result);
      print("%s: verified%n", file);
      report(certificate, result);
    } catch (IllegalArgumentException | IOException e) {
      throw new IOException(Text.format("%s: %s", file, e.getMessage()), e);
    }
  }

  /** Returns the front that ships, if it is of these surrogates and bounds. */
  private static Optional<ReferenceFront> shipped(
      HwGptBench bench, ProblemName problem, Bounds bounds) throws IOException {
    return BestFronts.find(bench.space().name(), problem.objectives(), problem.constraints())
        .filter(front -> front.provenance().surrogates().equals(bench.surrogateHash()))
        .filter(front -> front.frame().ranges().equals(ranges(problem, bounds)));
  }

  private static List<Bounds.Range> ranges(ProblemName problem, Bounds bounds) {
    return problem.objectives().stream().map(bounds::range).toList();
  }

  private void certify(HwGptBench bench, ProblemName problem, ReferenceFront front, Path file)
      throws IOException {
    Duration limit = TimeLimit.parse(timeLimit).duration();
    AtomicReference<String> state = new AtomicReference<>("");
    AtomicLong passed = new AtomicLong();
    long start = System.nanoTime();
    FrontCertificate certificate;
    try (ProgressLine progress =
        new ProgressLine(err(), "seconds", limit.toSeconds(), state::get)) {
      certificate = FrontCertificate.of(
          bench,
          problem,
          new FrontCertificate.Frame(
              front.frame().boundsVersion(),
              front.frame().ranges(),
              front.frame().reference()),
          front.points().stream()
              .map(point -> bench.space().parse(point.architecture()))
              .toList(),
          new FrontCertificate.Search(gap, limit, (count, remainder) -> {
            long now = Math.min(
                limit.toSeconds(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
            progress.step((int) (now - passed.getAndSet(now)));
            state.set(
                Text.format("%s nodes, at most %.3f %% more hypervolume", count, 100 * remainder));
          }));
    }
    FrontCertificate.Result result = certificate.check(bench);
    Path proof = proofFile(file);
    FrontCertificateFile.write(certificate, bench.space(), result, proof);
    report(certificate, result);
    words().printf(Locale.ROOT, "The proof is in %s%n", proof);
  }

  private static Path proofFile(Path front) {
    String name = String.valueOf(front.getFileName()).replaceFirst("\\.json(\\.gz)?$", "");
    return front.resolveSibling(name + "-proof.json.gz");
  }

  private void report(FrontCertificate certificate, FrontCertificate.Result result) {
    words()
        .printf(
            Locale.ROOT,
            "%s: %d points, hypervolume %.8f; no set of architectures has more than %.8f,%nwhich"
                + " is %.4f %% more. Bounds %s, reference point %s. Proof of %d nodes.%n",
            certificate.problem(),
            certificate.architectures().size(),
            result.found(),
            result.bound(),
            100 * result.remainder(),
            certificate.frame().bounds(),
            certificate.frame().reference(),
            certificate.proof().nodes());
    FrontBound.find(
            certificate.problem(),
            certificate.surrogates(),
            certificate.frame().bounds(),
            certificate.frame().reference())
        .ifPresent(shipped -> words()
            .printf(
                Locale.ROOT,
                "This proof %s the bound that ships, %.8f.%n",
                result.bound() <= shipped.bound() * (1 + ROUNDING) ? "gives" : "does not reach",
                shipped.bound()));
  }

  private void checkProblemIsGivenOnce() {
    boolean scale = given("--scale");
    boolean parts = scale || !objectives.isEmpty() || !constraints.isEmpty();
    if (problemName != null && parts) {
      throw UsageException.of(
          "Problem '%s': defines the problem; leave out --scale, --objectives and --constraints",
          problemName);
    }
    if (problemName == null && objectives.isEmpty()) {
      throw new UsageException(
          "No problem; give its name, such as 'HWGPT-S(perplexity,energy@v100)', or --objectives");
    }
  }

  private ProblemName problem(HwGptBench bench) {
    BenchReader reader = new BenchReader(bench);
    if (problemName == null) {
      return new ProblemName(
          bench.space().name(), reader.objectives(objectives), reader.constraints(constraints));
    }
    List<String> devices = bench.devices().stream().map(device -> device.id()).toList();
    ProblemName problem = ProblemName.parse(problemName, devices);
    problem.metrics().forEach(metric -> reader.objective(metric.toString()));
    return problem;
  }

  private void checkNumbers(ProblemName problem) {
    int count = problem.objectives().size();
    if (count < 2 || count > MOST_OBJECTIVES) {
      throw UsageException.of(
          "Front of %s: its number of objectives is %d; allowed: 2 to %d",
          problem, count, MOST_OBJECTIVES);
    }
    if (certify && count >= MANY_OBJECTIVES) {
      throw UsageException.of(
          "--certify: the number of objectives of %s is %d; allowed: 2 or 3", problem, count);
    }
    if (most != null && most < 1) {
      throw UsageException.of("--points %d; allowed: 1 or more", most);
    }
  }

  /** Returns whether a front has all points that were found, not only some of them. */
  private static boolean isComplete(ReferenceFront front) {
    return front.objectives().size() < MANY_OBJECTIVES;
  }

  private int most(ProblemName problem) {
    if (most != null) {
      return most;
    }
    return problem.objectives().size() < MANY_OBJECTIVES ? Integer.MAX_VALUE : DEFAULT_POINTS;
  }

  private Path file(SearchSpace space, ProblemName problem) throws IOException {
    Path file = out == null ? FRONTS.resolve(name(space, problem, 1)) : out.toAbsolutePath();
    for (int number = 2; out == null && !overwrite && Files.exists(file); number++) {
      file = FRONTS.resolve(name(space, problem, number));
    }
    if (!overwrite && Files.exists(file)) {
      throw new IOException(
          Text.format("%s: exists; use another name, or replace it with --overwrite", out));
    }
    Files.createDirectories(file.getParent());
    return out == null ? file : out;
  }

  private static String name(SearchSpace space, ProblemName problem, int number) {
    String name = BenchReader.fileName(space.name(), problem.objectives());
    return number == 1 ? name + ".json" : Text.format("%s-%d.json", name, number);
  }

  private ReferenceFront search(
      HwGptBench bench, ProblemName name, Bounds bounds, List<int[]> genotypes) {
    HypervolumeProtocol protocol = protocol(name, bounds);
    Normalization normalization = protocol.normalization(name.objectives());
    try (ObjectiveEvaluator evaluator = bench.evaluator(name.metrics())) {
      ArchitectureProblem problem = ArchitectureProblem.builder(evaluator)
          .objectives(name.objectives())
          .constraints(name.constraints())
          .build();
      FrontSearch search =
          new FrontSearch(problem, bench.space(), evaluations, new SplittableRandom(seed));
      boolean all = search.enumerable();
      long total = all ? bench.space().distinctArchitectures().longValueExact() : evaluations;
      AtomicReference<String> state = new AtomicReference<>("");
      FrontStages stages;
      List<Member<int[]>> members;
      try (ProgressLine progress = new ProgressLine(err(), "evaluations", total, state::get)) {
        stages = new FrontStages(normalization, protocol, most(name), progress::step, state::set);
        members = all ? search.enumerate(stages) : search.run(genotypes, stages);
      }
      return new ReferenceFront(
          name.toString(),
          bench.space().name(),
          name.objectives(),
          name.constraints(),
          new ReferenceFront.Frame(
              bounds.version(), ranges(name, bounds), protocol.referencePoint().get(0)),
          new ReferenceFront.Origin(
              method(all, genotypes.size(), stages), seed, stages.evaluations(), stages.passed()),
          Provenance.of(bench.surrogateHash()),
          stages
              .kept()
              .mapToObj(i -> point(bench.space(), normalization, members.get(i)))
              .toList());
    }
  }

  private static HypervolumeProtocol protocol(ProblemName problem, Bounds bounds) {
    return HypervolumeProtocol.of(
        bounds, NamedProtocol.of("default", problem.objectives().size()).referencePoint());
  }

  private static ReferenceFront.Point point(
      SearchSpace space, Normalization normalization, Member<int[]> member) {
    return new ReferenceFront.Point(
        space.format(space.decode(member.value())),
        Arrays.stream(normalization.natural(member.objectives())).boxed().toList());
  }

  private String method(boolean all, int joined, FrontStages stages) {
    String method = all
        ? "evaluation of all architectures"
        : Text.format(
            "%ssweep of Lagrange multipliers, Pareto local search, mixing of members %s",
            joined == 0 ? "" : Text.format("%d architectures found before, ", joined),
            stages.evaluations() < evaluations
                ? "until nothing more was found"
                : "until the budget was spent");
    return stages.found() == stages.kept().count()
        ? method
        : Text.format(
            "%s; %d of %d points, chosen greedily by hypervolume",
            method, stages.kept().count(), stages.found());
  }

  private void report(ReferenceFront front, Path file) {
    if (format.format() == Table.Format.TEXT) {
      print("%s%n%n", front.problem());
      stages(front).print(Table.Format.TEXT, out());
    } else {
      points(front).print(format.format(), out());
    }
    PrintWriter words = words();
    words.printf(
        Locale.ROOT,
        "%n%d points, hypervolume %.8f: of objectives normalised by the bounds '%s', with the%n"
            + "reference point %s in each. The front is in %s%n",
        front.points().size(),
        front.hypervolume(),
        front.frame().boundsVersion(),
        front.frame().reference(),
        file);
  }

  private PrintWriter words() {
    return format.format() == Table.Format.TEXT ? out() : err();
  }

  /** Says how far the front is from the one that ships, under the bounds of this one. */
  private void compare(ReferenceFront front, ReferenceFront shipped) {
    PrintWriter words = words();
    if (!shipped.provenance().surrogates().equals(front.provenance().surrogates())) {
      words.printf(Locale.ROOT, "The best-known Pareto front that ships is of other surrogates.%n");
      return;
    }
    double best = shipped.hypervolume(front.normalization(), front.frame().reference());
    double share = front.hypervolume() / best;
    words.printf(
        Locale.ROOT,
        "Relative to the best-known Pareto front that ships (%d points, hypervolume %.8f):"
            + " %.8f%s%n",
        shipped.points().size(),
        best,
        share,
        share > 1 + ROUNDING && isComplete(shipped) ? ", so this one is better" : "");
  }

  private static Table stages(ReferenceFront front) {
    Table table = new Table("stage", "evaluations", "points", "hypervolume");
    front
        .origin()
        .stages()
        .forEach(stage -> table.add(
            stage.name(), stage.evaluations(), (long) stage.points(), stage.hypervolume()));
    return table;
  }

  private static Table points(ReferenceFront front) {
    List<String> columns = new ArrayList<>(List.of("architecture"));
    front.objectives().forEach(objective -> columns.add(objective.toString()));
    Table table = new Table(columns);
    for (ReferenceFront.Point point : front.points()) {
      List<Object> cells = new ArrayList<>(List.of(point.architecture()));
      cells.addAll(point.values());
      table.add(cells.toArray());
    }
    return table;
  }
}

package io.github.hwgptbench.cli;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.creation.Quantiles;
import io.github.hwgptbench.creation.measurement.LatencyRounds;
import io.github.hwgptbench.creation.measurement.MeasurementTables;
import io.github.hwgptbench.creation.measurement.MeasuringConditions;
import io.github.hwgptbench.creation.measurement.StableRounds;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.pareto.ParetoArchive;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.statistics.KendallTau;
import io.github.hwgptbench.supernet.SupernetSource;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures what searches have found. */
@Command(
    name = "check",
    description = {
      "Measure the Pareto front that all runs of a suite found together: its"
          + " perplexity and accuracy with the supernet, its latency on this machine."
          + " Print the errors of the surrogates that the search used. Latency is only"
          + " judged while the speed of the machine is stable: rounds are repeated up"
          + " to three times as often, and if too few of them agree, the exit code is"
          + " 1.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = "  hwgpt check results/runs/mine --device my-laptop --data measured")
final class CheckCommand extends ConsoleCommand {

  /** The smallest and the largest network are the first of the tables. */
  private static final int REFERENCES = 5;

  @Parameters(paramLabel = "DIR", description = "Folder of a suite, see 'hwgpt run'.")
  private Path folder;

  @Mixin
  private BenchOptions options;

  @Mixin
  private LatencyOptions latency;

  @Mixin
  private FormatOption format;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "Name of this machine in the objectives of the suite.")
  private @Nullable String device;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Tables that the surrogates were fitted to, see 'hwgpt collect': latency"
          + " is measured under the same conditions (default: the conditions that the"
          + " options set).")
  private @Nullable Path data;

  @Option(
      names = "--tolerance",
      paramLabel = "PERCENT",
      defaultValue = "5",
      description = "Maximum excess of the slowest round over the fastest for latency to be"
          + " judged (default: ${DEFAULT-VALUE}).")
  private double tolerance;

  @Option(
      names = "--architectures",
      paramLabel = "N",
      defaultValue = "12",
      description = "Number of architectures of the front to measure, evenly spaced by the"
          + " first objective (default: ${DEFAULT-VALUE}).")
  private int count;

  /** What was not judged. */
  private final List<String> unstable = new ArrayList<>();

  @Override
  void execute() throws IOException {
    if (count < 2) {
      throw UsageException.of("--architectures %d; allowed: 2 or more", count);
    }
    if (!(tolerance > 0 && Double.isFinite(tolerance))) {
      throw UsageException.of("--tolerance %s; allowed: percents above 0", tolerance);
    }
    if (device != null && latency.rounds() < 2) {
      throw UsageException.of(
          "--rounds %d: can't show whether the machine is stable; allowed: 2 or more",
          latency.rounds());
    }
    SuiteArchive suite = SuiteArchive.open(folder);
    options.requireUse(
        suite.problems().stream().map(problem -> problem.settings().space()).toList());
    for (ArchivedProblem problem : suite.problems()) {
      check(problem);
    }
    if (!unstable.isEmpty()) {
      throw new IOException(String.join("; ", unstable));
    }
  }

  /**
   * What is measured of an objective, beside what the search observed.
   *
   * @param level of the machine, as a multiple of that at which the surrogates' tables were
   *     measured, which is taken out of {@code measured}
   */
  private record Checked(Objective objective, double[] told, double[] measured, double level) {}

  /** A network of the front, and what the search observed of it, one value per objective. */
  private record Found(Architecture architecture, double[] told) {}

  private void check(ArchivedProblem problem) throws IOException {
    RunSettings settings = problem.settings();
    SearchSpace space = settings.space();
    List<Found> front = front(problem);
    List<Architecture> architectures = front.stream().map(Found::architecture).toList();
    List<Checked> checked = new ArrayList<>();
    try (HwGptBench bench = options.open(space)) {
      for (int i = 0; i < settings.objectives().size(); i++) {
        Objective objective = settings.objectives().get(i);
        int at = i;
        double[] told = front.stream().mapToDouble(found -> found.told()[at]).toArray();
        Objective inSupernet = objective.from(SupernetSource.NAME);
        if (bench.objectives().contains(inSupernet) && !objective.equals(inSupernet)) {
          checked.add(new Checked(objective, told, values(bench, inSupernet, architectures), 1));
        } else if (device != null && objective.equals(Objective.of(Metric.LATENCY, device))) {
          MeasuringConditions conditions = conditions(space);
          if (isText()) {
            print(
                "%s: batch %d, length %d, threads %d, rounds %d, repeats %d%n",
                objective,
                conditions.batch(),
                conditions.length(),
                conditions.threads(),
                latency.rounds(),
                conditions.repeats());
          }
          latency(space, conditions, architectures, objective, told).ifPresent(checked::add);
        }
      }
    }
    if (checked.isEmpty() && !unstable.isEmpty()) {
      return;
    }
    if (checked.isEmpty()) {
      throw UsageException.of(
          "%s: none of its objectives can be measured here: perplexity and accuracy need a"
              + " supernet of space '%s', and latency needs --device",
          settings.problem().name(), space.name());
    }
    print(settings, architectures, checked);
  }

  private boolean isText() {
    return format.format() == Table.Format.TEXT;
  }

  private MeasuringConditions conditions(SearchSpace space) throws IOException {
    return data == null
        ? latency.conditions(space)
        : tables(space).conditions(measured()).orElseThrow(() -> unmeasured(space));
  }

  private MeasurementTables tables(SearchSpace space) throws IOException {
    return MeasurementTables.find(Objects.requireNonNull(data), space)
        .orElseThrow(() -> unmeasured(space));
  }

  private IOException unmeasured(SearchSpace space) {
    return new IOException(
        Text.format("%s: no latency of '%s' in space '%s'", data, device, space.name()));
  }

  private Device measured() {
    return new Device(Objects.requireNonNull(device), Device.Kind.CPU);
  }

  /** Some of what no other network dominates, evenly by the first objective. */
  private List<Found> front(ArchivedProblem problem) throws IOException {
    RunSettings settings = problem.settings();
    ParetoArchive<Found> archive = ParetoArchive.of(settings.objectives().size());
    for (ArchivedRun run : problem.runs()) {
      RunTrace trace = run.open();
      for (int i = 0; i < trace.evaluations(); i++) {
        if (trace.expense(i).fidelity() == settings.fidelities().highest()
            && Arrays.stream(trace.noiseFreeViolations(i)).allMatch(violation -> violation <= 0)) {
          double[] told = trace.noiseFree(i);
          double[] minimized = told.clone();
          for (int j = 0; j < minimized.length; j++) {
            minimized[j] *= settings.objectives().get(j).metric().maximized() ? -1 : 1;
          }
          archive.add(minimized, new Found(settings.space().decode(trace.genes(i)), told));
        }
      }
    }
    List<Found> all =
        archive.members().stream().map(ParetoArchive.Member::value).toList();
    if (all.isEmpty()) {
      throw new IOException(Text.format(
          "%s: no run of %s has found a feasible architecture",
          folder, settings.problem().name()));
    }
    int size = Math.min(count, all.size());
    return IntStream.range(0, size)
        .mapToObj(i -> all.get(size == 1 ? 0 : (int) ((long) i * (all.size() - 1) / (size - 1))))
        .toList();
  }

  private double[] values(HwGptBench bench, Objective objective, List<Architecture> front) {
    try (ObjectiveEvaluator evaluator = bench.evaluator(List.of(objective));
        ProgressLine progress = progress("networks", front.size())) {
      return front.stream()
          .mapToDouble(architecture -> {
            double[] value = new double[1];
            evaluator.evaluate(bench.space().encode(architecture), value);
            progress.step();
            return value[0];
          })
          .toArray();
    }
  }

  /**
   * Measures latency, together with some networks of the tables, whose latencies then and now are
   * the level of the machine; empty if it did not stay at one level.
   */
  private Optional<Checked> latency(
      SearchSpace space,
      MeasuringConditions conditions,
      List<Architecture> front,
      Objective objective,
      double[] told)
      throws IOException {
    double[] before = data == null ? new double[0] : referencesMs(space);
    List<Architecture> all = new ArrayList<>(front);
    if (before.length > 0) {
      all.addAll(tables(space).architectures().subList(0, before.length));
    }
    int repeats = conditions.repeats();
    StableRounds measured;
    try (LatencyOptions.Networks networks = LatencyOptions.networks(space, conditions);
        ProgressLine progress = progress("networks", (long) all.size() * latency.rounds())) {
      LatencyRounds rounds =
          new LatencyRounds(networks, conditions.warmUps(), repeats, conditions.seed());
      measured = StableRounds.measure(
          round -> {
            progress.total((long) all.size() * Math.max(latency.rounds(), round + 1));
            return rounds.round(round, all, progress::step);
          },
          latency.rounds(),
          repeats,
          tolerance / 100);
    }
    String levels = measured.drift().text();
    if (!measured.stable()) {
      unstable.add(Text.format(
          "%s is not judged: of %d rounds no %d are within %s %% of each other (relative levels"
              + " %s), because of other load on the machine, or a changing clock rate. Check again"
              + " when it is idle",
          objective, measured.drift().levels().size(), latency.rounds(), tolerance, levels));
      return Optional.empty();
    }
    double[] medians =
        Arrays.stream(measured.readings()).mapToDouble(Quantiles::median).toArray();
    double[] levelsOfTables = IntStream.range(0, before.length)
        .mapToDouble(i -> medians[front.size() + i] / before[i])
        .sorted()
        .toArray();
    double level = before.length == 0 ? 1 : Quantiles.median(levelsOfTables);
    if (isText()) {
      print("Relative latency of the rounds (1 is that over all rounds): %s%n", levels);
      if (before.length > 0) {
        print(
            "The machine takes %.3f times as long as when the tables were measured (by %d of"
                + " their architectures, %.3f to %.3f); measured latencies are divided by that%n",
            level, before.length, levelsOfTables[0], levelsOfTables[before.length - 1]);
      }
    }
    return Optional.of(new Checked(
        objective,
        told,
        Arrays.stream(medians, 0, front.size()).map(ms -> ms / level).toArray(),
        level));
  }

  /** The latencies of the first networks of the tables when these were measured. */
  private double[] referencesMs(SearchSpace space) throws IOException {
    double[][] readings = tables(space).latenciesMs(measured());
    return Arrays.stream(readings)
        .limit(REFERENCES)
        .mapToDouble(Quantiles::median)
        .toArray();
  }

  private void print(RunSettings settings, List<Architecture> front, List<Checked> checked) {
    List<String> columns = new ArrayList<>(isText() ? List.of() : List.of("problem"));
    for (Checked one : checked) {
      String name = one.objective().toString();
      columns.addAll(
          isText()
              ? List.of(name, "measured", "off")
              : List.of(name, name + ":measured", name + ":off", name + ":level"));
    }
    columns.add("architecture");
    Table table = new Table(columns);
    for (int row = 0; row < front.size(); row++) {
      List<Object> cells =
          new ArrayList<>(isText() ? List.of() : List.of(settings.problem().name()));
      for (Checked one : checked) {
        double off = one.told()[row] / one.measured()[row] - 1;
        cells.addAll(
            isText()
                ? List.of(one.told()[row], one.measured()[row], percent(off))
                : List.of(one.told()[row], one.measured()[row], off, one.level()));
      }
      cells.add(settings.space().format(front.get(row)));
      table.add(cells.toArray());
    }
    if (isText()) {
      print("%s, %d architectures of the front found%n%n", settings.problem().name(), front.size());
    }
    table.print(format.format(), out());
    if (isText()) {
      out().println();
      checked.forEach(this::summarize);
    }
    out().flush();
  }

  private void summarize(Checked checked) {
    double[] errors = IntStream.range(0, checked.told().length)
        .mapToDouble(row -> Math.abs(checked.told()[row] / checked.measured()[row] - 1))
        .toArray();
    print(
        "%s: off by %.1f %% in the median, %.1f %% at most",
        checked.objective(),
        100 * Quantiles.median(errors),
        100 * Arrays.stream(errors).max().orElseThrow());
    if (errors.length > 1) {
      print(
          "; Kendall's tau %.3f",
          KendallTau.of(checked.told(), checked.measured()).tauB());
    }
    out().println();
  }

  private static String percent(double share) {
    return Text.format("%+.1f %%", 100 * share);
  }
}

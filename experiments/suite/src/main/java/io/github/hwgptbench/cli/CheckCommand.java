package io.github.hwgptbench.cli;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.creation.Quantiles;
import io.github.hwgptbench.creation.measurement.LatencyRounds;
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
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what searches have found. */
@Command(
    name = "check",
    description = {
      "Measure the front that the runs of a suite have found together: its perplexity and accuracy"
          + " in the supernet, its latency on this machine, and say how far the surrogates, which"
          + " the search asked, were off.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = "  hwgpt check results/runs/mine --models my-models --device my-laptop")
final class CheckCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

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
      description = "What this machine is called in the objectives of the suite.")
  private String device;

  @Option(
      names = "--architectures",
      paramLabel = "N",
      defaultValue = "12",
      description = "How many of the front to measure, evenly by its first objective (default:"
          + " ${DEFAULT-VALUE}).")
  private int count;

  @Override
  public Integer call() throws IOException {
    if (count < 2) {
      throw new IllegalArgumentException("--architectures %d; allowed: 2 or more".formatted(count));
    }
    SuiteArchive suite = SuiteArchive.open(folder);
    for (ArchivedProblem problem : suite.problems()) {
      check(problem);
    }
    return 0;
  }

  private void check(ArchivedProblem problem) throws IOException {
    RunSettings settings = problem.settings();
    SearchSpace space = settings.space();
    List<Architecture> front = front(problem);
    try (HwGptBench bench = options.open(space)) {
      List<Objective> checked = new ArrayList<>();
      List<double[]> predicted = new ArrayList<>();
      List<double[]> measured = new ArrayList<>();
      for (Objective objective : settings.objectives()) {
        Objective inSupernet = new Objective(objective.metric(), "supernet");
        boolean quality =
            objective.metric() == Metric.PERPLEXITY || objective.metric() == Metric.ACCURACY;
        if (quality && !objective.equals(inSupernet) && bench.objectives().contains(inSupernet)) {
          checked.add(objective);
          predicted.add(values(bench, objective, front));
          measured.add(values(bench, inSupernet, front));
        } else if (objective.metric() == Metric.LATENCY && objective.qualifier().equals(device)) {
          checked.add(objective);
          predicted.add(values(bench, objective, front));
          measured.add(latenciesMs(space, front));
        }
      }
      if (checked.isEmpty()) {
        throw new IllegalArgumentException(
            "%s: nothing of it can be measured here: perplexity and accuracy need a supernet of space '%s', and latency --device"
                .formatted(settings.problem(), space.name()));
      }
      print(settings, front, checked, predicted, measured);
    }
  }

  /** Some of what no other network dominates, evenly by the first objective. */
  private List<Architecture> front(ArchivedProblem problem) throws IOException {
    RunSettings settings = problem.settings();
    ParetoArchive<Architecture> found = ParetoArchive.of(settings.objectives().size());
    for (ArchivedRun run : problem.runs()) {
      RunTrace trace = run.open();
      for (int i = 0; i < trace.evaluations(); i++) {
        if (Arrays.stream(trace.noiseFreeViolations(i)).allMatch(violation -> violation <= 0)) {
          double[] values = trace.noiseFree(i).clone();
          for (int j = 0; j < values.length; j++) {
            values[j] *= settings.objectives().get(j).metric().maximized() ? -1 : 1;
          }
          found.add(values, settings.space().decode(trace.genes(i)));
        }
      }
    }
    List<Architecture> all =
        found.members().stream().map(ParetoArchive.Member::value).toList();
    if (all.isEmpty()) {
      throw new IOException(
          "%s: no run of %s has found anything".formatted(folder, settings.problem()));
    }
    int size = Math.min(count, all.size());
    return IntStream.range(0, size)
        .mapToObj(i -> all.get(size == 1 ? 0 : (int) ((long) i * (all.size() - 1) / (size - 1))))
        .toList();
  }

  private double[] values(HwGptBench bench, Objective objective, List<Architecture> front) {
    try (ObjectiveEvaluator evaluator = bench.evaluator(List.of(objective));
        ProgressLine progress =
            new ProgressLine(spec.commandLine().getErr(), "networks", front.size())) {
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

  private double[] latenciesMs(SearchSpace space, List<Architecture> front) {
    double[][] readings = new double[front.size()][latency.rounds() * latency.repeats()];
    try (LatencyOptions.Networks networks = latency.networks(space);
        ProgressLine progress = new ProgressLine(
            spec.commandLine().getErr(), "networks", (long) front.size() * latency.rounds())) {
      LatencyRounds rounds = latency.rounds(networks);
      for (int round = 0; round < latency.rounds(); round++) {
        double[][] some = rounds.round(round, front, progress::step);
        for (int row = 0; row < some.length; row++) {
          System.arraycopy(
              some[row], 0, readings[row], round * latency.repeats(), latency.repeats());
        }
      }
    }
    return Arrays.stream(readings).mapToDouble(Quantiles::median).toArray();
  }

  private void print(
      RunSettings settings,
      List<Architecture> front,
      List<Objective> checked,
      List<double[]> predicted,
      List<double[]> measured) {
    PrintWriter out = spec.commandLine().getOut();
    List<String> columns = new ArrayList<>();
    for (Objective objective : checked) {
      columns.addAll(List.of(objective.toString(), "measured", "off"));
    }
    columns.add("architecture");
    Table table = new Table(columns);
    for (int row = 0; row < front.size(); row++) {
      List<Object> cells = new ArrayList<>();
      for (int i = 0; i < checked.size(); i++) {
        double prediction = predicted.get(i)[row];
        double measurement = measured.get(i)[row];
        cells.add(prediction);
        cells.add(measurement);
        cells.add(percent(prediction / measurement - 1));
      }
      cells.add(settings.space().format(front.get(row)));
      table.add(cells.toArray());
    }
    if (format.format() == Table.Format.TEXT) {
      out.printf("%s, %d networks of the front found%n%n", settings.problem(), front.size());
    }
    table.print(format.format(), out);
    if (format.format() == Table.Format.TEXT) {
      out.println();
      for (int i = 0; i < checked.size(); i++) {
        double[] predictions = predicted.get(i);
        double[] measurements = measured.get(i);
        double[] errors = IntStream.range(0, predictions.length)
            .mapToDouble(row -> Math.abs(predictions[row] / measurements[row] - 1))
            .toArray();
        out.printf(
            Locale.ROOT,
            "%s: off by %.1f %% in the median, %.1f %% at most; Kendall's tau %.3f%n",
            checked.get(i),
            100 * Quantiles.median(errors),
            100 * Arrays.stream(errors).max().orElseThrow(),
            KendallTau.of(predictions, measurements).tauB());
      }
    }
    out.flush();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%+.1f %%", 100 * share);
  }
}

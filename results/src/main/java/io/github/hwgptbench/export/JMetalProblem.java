package io.github.hwgptbench.export;

import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.indicator.IndicatorReference;
import io.github.hwgptbench.indicator.Indicators;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.pareto.ParetoArchive;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.statistics.Better;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The runs on one problem in the folder of an experiment of jMetal-lab. */
final class JMetalProblem {

  /**
   * What is kept of a run.
   *
   * @param number of its files
   * @param points its non-dominated set, normalised
   */
  private record Found(int number, double[][] points) {}

  /**
   * What an indicator says of a run.
   *
   * @param number of its files
   */
  private record Scored(int number, double value) {}

  private final ArchivedProblem problem;
  private final RunSettings settings;
  private final Normalization normalization;
  private final ExportFolder folder;
  private final HypervolumeProtocol protocol;

  /** What all runs found: normalised points, and each in the units of the objectives. */
  private final ParetoArchive<double[]> pool;

  JMetalProblem(ArchivedProblem problem, ExportFolder folder) {
    this.problem = problem;
    this.settings = problem.settings();
    this.normalization = settings.protocol().normalization(settings.objectives());
    this.folder = folder;
    this.protocol = settings.protocol();
    this.pool = ParetoArchive.of(settings.objectives().size());
  }

  /**
   * Writes fronts and indicators.
   *
   * @param known the best-known Pareto front of the problem; null if there is none
   * @param summary for the indicators of all problems
   * @param progress runs after every run that was read
   */
  void write(@Nullable ReferenceFront known, Writer summary, Runnable progress) throws IOException {
    Map<String, List<Found>> byAlgorithm = new LinkedHashMap<>();
    for (ArchivedRun run : problem.runs()) {
      String algorithm = ExportFolder.fileName(run.outcome().algorithm());
      byAlgorithm
          .computeIfAbsent(algorithm, key -> new ArrayList<>())
          .add(writeFront(run, data(algorithm)));
      progress.run();
    }
    IndicatorReference target =
        writeTarget(known != null && known.misfit(settings).isEmpty() ? known : null);
    boolean nothing = known == null && pool.members().isEmpty();
    for (Map.Entry<String, List<Found>> runs : byAlgorithm.entrySet()) {
      for (Indicator indicator : Indicators.of(settings.objectives().size(), Indicators.all())) {
        if (nothing && !indicator.id().equals(Indicators.HYPERVOLUME.id())) {
          // Without a front, every run would be at its end.
          continue;
        }
        ToDoubleFunction<double[][]> value = value(indicator, target);
        List<Scored> scores = runs.getValue().stream()
            .map(found -> new Scored(found.number(), value.applyAsDouble(found.points())))
            .toList();
        for (Scored score : scores) {
          summary.write(Text.format(
              "%s,%s,%s,%d,%s\n",
              runs.getKey(),
              settings.folderName(),
              indicator.abbreviation(),
              score.number(),
              score.value()));
        }
        writeScores(indicator, scores, data(runs.getKey()));
      }
    }
  }

  /** jMetal has no relative hypervolume: its {@code HV} is the hypervolume itself. */
  private static ToDoubleFunction<double[][]> value(
      Indicator indicator, IndicatorReference target) {
    return indicator.id().equals(Indicators.HYPERVOLUME.id())
        ? target.protocol()::hypervolume
        : indicator.against(target);
  }

  private Path data(String algorithm) throws IOException {
    return folder.folder("data", algorithm, settings.folderName());
  }

  private Found writeFront(ArchivedRun run, Path data) throws IOException {
    RunTrace trace = run.open();
    List<ParetoArchive.Member<Integer>> front =
        new RunFront(settings, trace).after(trace.evaluations()).members();
    int number = problem.seeds().indexOf(run.outcome().seed());
    writeLines(
        data.resolve(Text.format("FUN%d.csv", number)),
        front.stream().map(member -> row(member.objectives())));
    writeLines(
        data.resolve(Text.format("VAR%d.csv", number)),
        front.stream().map(member -> row(trace.genes(member.value()))));
    List<double[]> points = new ArrayList<>();
    for (ParetoArchive.Member<Integer> member : front) {
      double[] values = trace.noiseFree(member.value());
      double[] point = normalization.apply(values);
      pool.add(point, values);
      points.add(point);
    }
    // jMetal-lab wants a finite value of every run; where others found something, nothing counts as
    // that point.
    return new Found(
        number,
        points.isEmpty() ? new double[][] {protocol.reference()} : points.toArray(double[][]::new));
  }

  /**
   * Writes the front that runs are measured against.
   *
   * @return it, normalised
   */
  private IndicatorReference writeTarget(@Nullable ReferenceFront known) throws IOException {
    List<double[]> front = known != null
        ? known.points().stream()
            .map(point ->
                point.values().stream().mapToDouble(Double::doubleValue).toArray())
            .toList()
        : pool.members().stream().map(ParetoArchive.Member::value).toList();
    writeLines(
        folder.folder("referenceFronts").resolve(settings.folderName() + ".csv"),
        front.stream().map(values -> row(RunFront.minimized(settings, values))));
    return IndicatorReference.of(
        front.stream().map(normalization::apply).toArray(double[][]::new), protocol);
  }

  /** Writes what an indicator says of all runs of an algorithm, and the fronts that stand out. */
  private static void writeScores(Indicator indicator, List<Scored> scores, Path data)
      throws IOException {
    writeLines(
        data.resolve(indicator.abbreviation()),
        scores.stream().map(score -> Double.toString(score.value())));
    List<Scored> ascending =
        scores.stream().sorted(Comparator.comparingDouble(Scored::value)).toList();
    Scored best = ascending.get(indicator.better() == Better.LESS ? 0 : ascending.size() - 1);
    Scored median = ascending.get(ascending.size() / 2);
    for (String kind : List.of("FUN", "VAR")) {
      copy(data, kind, best, "BEST_" + indicator.abbreviation());
      copy(data, kind, median, "MEDIAN_" + indicator.abbreviation());
    }
  }

  private static void copy(Path data, String kind, Scored run, String name) throws IOException {
    Files.copy(
        data.resolve(Text.format("%s%d.csv", kind, run.number())),
        data.resolve(Text.format("%s_%s.csv", name, kind)));
  }

  private static String row(double[] values) {
    return DoubleStream.of(values).mapToObj(Double::toString).collect(Collectors.joining(","));
  }

  private static String row(int[] values) {
    return IntStream.of(values).mapToObj(Integer::toString).collect(Collectors.joining(","));
  }

  private static void writeLines(Path file, Stream<String> lines) throws IOException {
    try (BufferedWriter out = ExportFolder.create(file)) {
      for (String line : (Iterable<String>) lines::iterator) {
        out.write(line);
        out.write('\n');
      }
    }
  }
}

package io.github.hwgptbench.cli;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.landscape.BenchmarkAnalysis;
import io.github.hwgptbench.landscape.Calibration;
import io.github.hwgptbench.landscape.CalibrationFile;
import io.github.hwgptbench.landscape.MeasuredCalibration;
import io.github.hwgptbench.landscape.MeasuredCorrelations;
import io.github.hwgptbench.landscape.Transfers;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.report.Page;
import io.github.hwgptbench.report.benchmark.BenchmarkPage;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.table.MeasuredData;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The report of the benchmark itself: its options, and how it is made. */
final class BenchmarkReport {

  /** From here on, no figure changes by more than the width of its lines. */
  private static final int USUAL_SAMPLES = 10_000;

  private static final int MOST_SAMPLES = 1_000_000;
  private static final long USUAL_SEED = 1;

  @Option(
      names = "--benchmark",
      description = "Make a report of the benchmark itself; no run is needed.")
  private boolean wanted;

  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      split = ",",
      description = "Scales in the report of the benchmark (default: s,m,l).")
  private List<String> scales = List.of();

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Number of random architectures per scale, "
          + BenchmarkAnalysis.LEAST_SIZE + " to " + MOST_SAMPLES + " (default: " + USUAL_SAMPLES
          + ").")
  private @Nullable Integer samples;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Seed of the random architectures; the same seed gives the same report (default: "
              + USUAL_SEED + ").")
  private @Nullable Long seed;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of measurements, with one folder per scale, to compare with the"
          + " surrogates (default: the measurements of the fit, of which only the"
          + " figures ship).")
  private @Nullable Path data;

  /** Returns whether this report is asked for. */
  boolean wanted() {
    return wanted;
  }

  /** Returns the options that were given and make no sense where this report is not asked for. */
  List<String> given() {
    List<String> given = new ArrayList<>();
    if (!scales.isEmpty()) {
      given.add("--scale");
    }
    if (samples != null) {
      given.add("--samples");
    }
    if (seed != null) {
      given.add("--seed");
    }
    if (data != null) {
      given.add("--data");
    }
    return given;
  }

  /**
   * Checks the options, before anything is made or deleted for them.
   *
   * @return the search spaces to look at
   * @throws IllegalArgumentException if an option is wrong
   * @throws IOException if there are no measurements of any of the spaces where some should be
   */
  List<SearchSpace> spaces() throws IOException {
    if (size() < BenchmarkAnalysis.LEAST_SIZE || size() > MOST_SAMPLES) {
      throw UsageException.of(
          "--samples %d; allowed: %d to %d", size(), BenchmarkAnalysis.LEAST_SIZE, MOST_SAMPLES);
    }
    List<SearchSpace> spaces = scales.isEmpty()
        ? SearchSpace.all().stream().filter(SearchSpace::measured).toList()
        : scales.stream().map(BenchOptions::space).distinct().toList();
    for (SearchSpace space : spaces) {
      if (!space.measured()) {
        throw UsageException.of(
            "--scale '%s': nothing was measured in this space; allowed: s, m, l", space.name());
      }
    }
    if (data != null && spaces.stream().noneMatch(this::hasReadings)) {
      throw new IOException(Text.format(
          "%s: no folder with measurements in it; expected: %s",
          data, spaces.stream().map(SearchSpace::name).collect(Collectors.joining(" or "))));
    }
    return spaces;
  }

  private int size() {
    return samples == null ? USUAL_SAMPLES : samples;
  }

  private boolean hasReadings(SearchSpace space) {
    return data != null && Files.isDirectory(data.resolve(space.name()));
  }

  /**
   * Analyses the benchmark.
   *
   * @param threads how many to use
   * @param err receives progress
   * @return what to write
   */
  Page page(List<SearchSpace> spaces, int threads, PrintWriter err) throws IOException {
    long usedSeed = seed == null ? USUAL_SEED : seed;
    List<BenchmarkAnalysis> analyses = new ArrayList<>();
    List<Calibration> calibrations = new ArrayList<>();
    List<MeasuredCorrelations> measured = new ArrayList<>();
    List<HwGptBench> benches = spaces.stream().map(HwGptBench::open).toList();
    ForkJoinPool pool = new ForkJoinPool(threads);
    Transfers transfers;
    try (ProgressLine progress = new ProgressLine(err, "", steps(benches))) {
      for (HwGptBench bench : benches) {
        analyses.add(
            pool.submit(() -> BenchmarkAnalysis.of(bench, size(), usedSeed, progress::step))
                .join());
        if (hasReadings(bench.space())) {
          MeasuredData readings = readings(bench);
          calibrations.addAll(MeasuredCalibration.of(bench, readings, progress::step));
          pool.submit(() -> MeasuredCorrelations.of(bench, readings, progress::step))
              .join()
              .ifPresent(measured::add);
        }
      }
      transfers =
          pool.submit(() -> Transfers.of(benches, usedSeed, progress::step)).join();
    } finally {
      pool.shutdown();
      benches.forEach(HwGptBench::close);
    }
    return new BenchmarkPage(
            analyses,
            transfers,
            usedSeed,
            data == null ? CalibrationFile.shipped() : calibrations,
            data == null ? BenchmarkPage.SHIPPED_READINGS : BenchmarkPage.OWN_READINGS,
            measured,
            Provenance.of(""))
        .page();
  }

  private MeasuredData readings(HwGptBench bench) throws IOException {
    return MeasuredData.open(Objects.requireNonNull(data), bench.space());
  }

  private int steps(List<HwGptBench> benches) throws IOException {
    int steps = Transfers.steps(benches);
    for (HwGptBench bench : benches) {
      steps += BenchmarkAnalysis.steps(bench);
      if (hasReadings(bench.space())) {
        // One for its calibration, and two for correlations.
        steps += 3 * MeasuredCalibration.objectives(bench, readings(bench)).size();
      }
    }
    return steps;
  }
}

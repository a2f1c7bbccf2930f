package io.github.hwgptbench.landscape;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.statistics.EmpiricalDistribution;
import io.github.hwgptbench.table.ArchitectureTable;
import io.github.hwgptbench.table.MeasuredData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Rank correlations of latencies and energies as measured, and those of the noise-free values of
 * the same architectures.
 *
 * @param space name of the search space
 * @param architectures number of architectures, all measured for every objective
 * @param measured correlations of the median measurements of each architecture
 * @param noiseFree correlations of the predictions of the surrogates, of the same objectives
 * @since 0.2.0
 */
public record MeasuredCorrelations(
    String space, int architectures, CorrelationMatrix measured, CorrelationMatrix noiseFree) {

  /**
   * Compares the objectives of a folder of measurements.
   *
   * @param bench the benchmark; of the space of the measurements
   * @param data the measurements
   * @param progress called twice per objective of {@link MeasuredCalibration#objectives}, by any
   *     thread
   * @return empty if fewer than two architectures were measured for every objective
   * @throws IOException if a table can't be read; the message has the reason and the place
   */
  public static Optional<MeasuredCorrelations> of(
      HwGptBench bench, MeasuredData data, Runnable progress) throws IOException {
    List<Objective> objectives = MeasuredCalibration.objectives(bench, data);
    List<double[]> medians = new ArrayList<>();
    for (Objective objective : objectives) {
      medians.add(Arrays.stream(data.readings(objective))
          .mapToDouble(MeasuredCorrelations::median)
          .toArray());
    }
    ArchitectureTable table = data.architectures();
    int[] complete = IntStream.range(0, table.size())
        .filter(row -> medians.stream().noneMatch(all -> Double.isNaN(all[row])))
        .toArray();
    if (objectives.isEmpty() || complete.length < 2) {
      return Optional.empty();
    }
    int[][] genes = Arrays.stream(complete).mapToObj(table::genes).toArray(int[][]::new);
    double[][] values = medians.stream()
        .map(all -> Arrays.stream(complete).mapToDouble(row -> all[row]).toArray())
        .toArray(double[][]::new);
    try (ObjectiveEvaluator evaluator = bench.evaluator(objectives)) {
      return Optional.of(new MeasuredCorrelations(
          bench.space().name(),
          complete.length,
          CorrelationMatrix.of(
              new ArchitectureSample(bench.space(), objectives, genes, values), progress),
          CorrelationMatrix.of(ArchitectureSample.of(evaluator, genes), progress)));
    }
  }

  private static double median(double[] measurements) {
    double[] there = Arrays.stream(measurements).filter(it -> !Double.isNaN(it)).toArray();
    return there.length == 0 ? Double.NaN : new EmpiricalDistribution(there).quantile(0.5);
  }
}

package io.github.hwgptbench.landscape;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.ArchitectureLayout;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.NoiseModel;
import io.github.hwgptbench.table.ArchitectureTable;
import io.github.hwgptbench.table.MeasuredData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Checks the calibration of the quantiles of a benchmark with a folder of measurements. */
public final class MeasuredCalibration {

  private MeasuredCalibration() {}

  /**
   * Returns the objectives with noisy measurements that the benchmark and the folder share, in the
   * order of the benchmark.
   */
  public static List<Objective> objectives(HwGptBench bench, MeasuredData data) {
    List<Objective> measured = data.objectives();
    return bench.objectives().stream()
        .filter(objective -> measured.contains(objective))
        .filter(objective ->
            objective.metric().equals(Metric.LATENCY) || objective.metric().equals(Metric.ENERGY))
        .toList();
  }

  /**
   * Compares every measurement with the benchmark's quantiles for its architecture.
   *
   * @param bench the benchmark, of the space of the measurements
   * @param data the measurements
   * @param progress called after each objective
   * @return one per shared objective
   * @throws IOException if a table can't be read, or a measurement is not above 0; the message
   *     names it
   */
  public static List<Calibration> of(HwGptBench bench, MeasuredData data, Runnable progress)
      throws IOException {
    SearchSpace space = bench.space();
    ArchitectureTable table = data.architectures();
    List<Objective> objectives = objectives(bench, data);
    int[][] genes = new int[table.size()][];
    double[][] values = new double[table.size()][objectives.size()];
    for (int row = 0; row < genes.length; row++) {
      genes[row] = table.genes(row);
    }
    List<Calibration> calibrations = new ArrayList<>();
    if (objectives.isEmpty()) {
      return calibrations;
    }
    try (ObjectiveEvaluator evaluator = bench.evaluator(objectives)) {
      evaluator.evaluate(genes, values);
    }
    for (int column = 0; column < objectives.size(); column++) {
      Objective objective = objectives.get(column);
      double[][] readings = data.readings(objective);
      NoiseModel noise = bench.noise(objective);
      CalibrationCheck check = new CalibrationCheck(space, objective);
      for (int row = 0; row < genes.length; row++) {
        try {
          double[] there =
              Arrays.stream(readings[row]).filter(it -> !Double.isNaN(it)).toArray();
          check.add(noise, genes[row][ArchitectureLayout.EMBED_DIM], values[row][column], there);
        } catch (IllegalArgumentException e) {
          throw new IOException(
              Text.format("%s, arch_id %d: %s", data.folder(), table.id(row), e.getMessage()), e);
        }
      }
      calibrations.add(check.result());
      progress.run();
    }
    return calibrations;
  }
}

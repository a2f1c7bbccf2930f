package io.github.hwgptbench.creation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.FeatureMap;
import io.github.hwgptbench.surrogate.PredictiveDistribution;
import io.github.hwgptbench.table.ArchitectureTable;
import io.github.hwgptbench.table.MeasuredData;
import io.github.hwgptbench.testing.Measurements;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The surrogates against the published measurements; skipped where these are not there. */
class MeasurementsTest {

  private static final String[] SCALES = {"s", "m", "l"};

  private static double[] column(double[][] rows, int column) {
    double[] values = new double[rows.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = rows[i][column];
    }
    return values;
  }

  private static HardwareData task(MeasuredData data, FeatureMap features, Objective objective)
      throws IOException {
    ArchitectureTable table = data.architectures();
    double[][] load = new double[table.size()][features.loadSize()];
    int[] embeds = new int[table.size()];
    int[] blocks = new int[table.size()];
    double[] medians = new double[table.size()];
    double[][] readings = data.readings(objective);
    for (int row = 0; row < table.size(); row++) {
      features.fill(table.genes(row), load[row], 0, load[row].length);
      embeds[row] = table.genes(row)[0];
      blocks[row] = table.block(row);
      medians[row] = Quantiles.median(readings[row]);
    }
    return new HardwareData(
        load, embeds, blocks, medians, !objective.metric().equals(Metric.MEMORY));
  }

  /** Shipped surrogates saw these rows: this guards the files, not how well they generalise. */
  @Test
  void shippedSurrogatesFollowTheMeasurements() throws IOException {
    List<Double> errors = new ArrayList<>();
    double coverage90 = 0;
    double coverage50 = 0;
    for (String scale : SCALES) {
      SearchSpace space = SearchSpace.of(scale);
      MeasuredData data = MeasuredData.open(Measurements.folder(), space);
      FeatureMap features = new FeatureMap(space);
      try (HwGptBench bench = HwGptBench.open(space)) {
        List<Objective> objectives = data.objectives().stream()
            .filter(objective -> objective.metric().onDevice())
            .toList();
        int size = data.architectures().size();
        List<Architecture> all = new ArrayList<>();
        for (int row = 0; row < size; row++) {
          all.add(data.architectures().architecture(row));
        }
        double[][] values = bench.query(all, objectives);
        for (int i = 0; i < objectives.size(); i++) {
          Objective objective = objectives.get(i);
          double[] predictions = column(values, i);
          HardwareData task = task(data, features, objective);
          double error = Quantiles.median(task.errors(predictions));
          String what = scale + " " + objective;
          if (objective.metric().equals(Metric.MEMORY)) {
            assertTrue(error <= 0.002, what + ": " + error);
            continue;
          }
          errors.add(error);
          double[] shares = coverage(bench, data, objective, predictions);
          assertTrue(shares[0] >= 0.80 && shares[0] <= 0.97, what + ": " + shares[0]);
          coverage90 += shares[0] / 78;
          coverage50 += shares[1] / 78;
        }
      }
    }
    assertEquals(78, errors.size());
    double median = Quantiles.median(errors.stream().mapToDouble(e -> e).toArray());
    assertTrue(median <= 0.009, "median error over tasks: " + median);
    assertEquals(0.9, coverage90, 0.03);
    assertEquals(0.5, coverage50, 0.05);
  }

  /** The shares of readings within the 90 % and the 50 % interval. */
  private static double[] coverage(
      HwGptBench bench, MeasuredData data, Objective objective, double[] predictions)
      throws IOException {
    double[][] readings = data.readings(objective);
    double[] within = new double[2];
    long count = 0;
    for (int row = 0; row < predictions.length; row++) {
      PredictiveDistribution distribution =
          bench.distribution(objective, data.architectures().genes(row), predictions[row]);
      double[] limits = new double[4];
      double[] levels = {0.05, 0.25, 0.75, 0.95};
      for (int i = 0; i < limits.length; i++) {
        limits[i] = distribution.quantile(levels[i]);
      }
      for (double reading : readings[row]) {
        within[0] += reading >= limits[0] && reading <= limits[3] ? 1 : 0;
        within[1] += reading >= limits[1] && reading <= limits[2] ? 1 : 0;
        count++;
      }
    }
    return new double[] {within[0] / count, within[1] / count};
  }

  @ParameterizedTest
  @CsvSource({"s, 0.015, 1.2e-4", "m, 0.006, 5e-5", "l, 0.003, 2e-4"})
  void shippedSurrogatesFollowQuality(String scale, double perplexity, double accuracy)
      throws IOException {
    SearchSpace space = SearchSpace.of(scale);
    MeasuredData data = MeasuredData.open(Measurements.folder(), space);
    assertTrue(
        meanError(space, data, "perplexity", Objective.of(Metric.PERPLEXITY).from("published"))
            <= perplexity);
    assertTrue(meanError(space, data, "accuracy", Objective.of(Metric.ACCURACY)) <= accuracy);
  }

  private static double meanError(
      SearchSpace space, MeasuredData data, String asked, Objective measured) throws IOException {
    double[] truths = column(data.readings(measured), 0);
    double sum = 0;
    int count = 0;
    try (HwGptBench bench = HwGptBench.open(space)) {
      for (int row = 0; row < truths.length; row++) {
        if (!Double.isNaN(truths[row])) {
          double value =
              bench.query(data.architectures().architecture(row), Objective.parse(asked));
          sum += Math.abs(value - truths[row]);
          count++;
        }
      }
    }
    return sum / count;
  }

  /** Fitted without a fifth of the rows, and tested on it. */
  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"s, latency@a40", "m, latency@v100", "l, energy@rtx3080", "s, energy@h100"})
  void unseenRowsAreNoWorseThanWithThirtyCoefficients(String scale, String objective)
      throws IOException {
    SearchSpace space = SearchSpace.of(scale);
    MeasuredData data = MeasuredData.open(Measurements.folder(), space);
    FeatureMap features = new FeatureMap(space);
    HardwareData task = task(data, features, Objective.parse(objective));
    int[] held = Folds.of(task.size(), 5, new SplittableRandom(99));
    boolean[] use = Folds.outside(held, 0);
    // Parts are chosen on rows that the test does not see either.
    HardwareSelection selection = new HardwareSelection(
            features,
            seen(task, use),
            Folds.of(seen(task, use).size(), HardwareSelection.FOLDS, new SplittableRandom(100)))
        .run();
    double[] chosen =
        task.errors(new HardwareFit(features, selection.parts()).fit(task, use).predict(task));
    double[] thirty =
        task.errors(new HardwareFit(features, Set.of()).fit(task, use).predict(task));
    double[] chosenUnseen = unseen(chosen, use);
    double[] thirtyUnseen = unseen(thirty, use);
    assertTrue(
        Quantiles.median(chosenUnseen) <= Quantiles.median(thirtyUnseen),
        Quantiles.median(chosenUnseen) + " with parts, without " + Quantiles.median(thirtyUnseen));
  }

  private static HardwareData seen(HardwareData task, boolean[] use) {
    int[] rows = IntStream.range(0, use.length).filter(row -> use[row]).toArray();
    return new HardwareData(
        IntStream.of(rows).mapToObj(row -> task.features()[row]).toArray(double[][]::new),
        IntStream.of(rows).map(row -> task.embeds()[row]).toArray(),
        IntStream.of(rows).map(row -> task.blocks()[row]).toArray(),
        IntStream.of(rows).mapToDouble(row -> task.medians()[row]).toArray(),
        task.drifts());
  }

  private static double[] unseen(double[] errors, boolean[] use) {
    double[] unseen = new double[errors.length];
    int count = 0;
    for (int row = 0; row < errors.length; row++) {
      if (!use[row]) {
        unseen[count++] = errors[row];
      }
    }
    return Arrays.copyOf(unseen, count);
  }
}

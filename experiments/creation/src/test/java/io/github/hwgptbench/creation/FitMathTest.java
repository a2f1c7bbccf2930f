package io.github.hwgptbench.creation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.FeatureMap;
import io.github.hwgptbench.surrogate.NoiseModel;
import io.github.hwgptbench.surrogate.NoiseModel.Source;
import io.github.hwgptbench.surrogate.RampNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The pieces that fits are made of, against closed forms. */
class FitMathTest {

  @Test
  void theRunningMedianLeavesTheRowItselfAndOtherBlocksOut() {
    double[] residuals = new double[60];
    int[] blocks = new int[60];
    for (int row = 0; row < 60; row++) {
      blocks[row] = row < 30 ? 0 : 1;
      residuals[row] = row < 30 ? 1 : 5;
    }
    residuals[10] = 100;
    residuals[40] = Double.NaN;
    double[] drift = RunningMedian.of(residuals, blocks);
    for (int row = 0; row < 60; row++) {
      assertEquals(row < 30 ? 1 : 5, drift[row], "row " + row);
    }
    assertEquals(99, RunningMedian.removed(residuals, blocks)[10]);
  }

  @Test
  void quantilesOfFewValues() {
    assertEquals(2.5, Quantiles.median(new double[] {4, 1, 3, 2}));
    assertEquals(1.75, Quantiles.sorted(new double[] {1, 2, 3, 4}, 4, 0.25));
    assertEquals(1.5, Quantiles.spread(new double[] {4, 2, 1, 3}, 0.25));
  }

  @Test
  void halfOfTheValuesCrowdWhereTheyAreDensest() {
    double[] values = {0, 0.01, 0.02, 0.03, 0.04, 0.05, 3, 5, 7, 9};
    assertEquals(0.02, Quantiles.crowdedHalf(values), 0.011);
  }

  @Test
  void foldsAreEqualAndFollowTheSeed() {
    int[] folds = Folds.of(10, 4, new SplittableRandom(1));
    assertArrayEquals(folds, Folds.of(10, 4, new SplittableRandom(1)));
    int[] counts = new int[4];
    for (int fold : folds) {
      counts[fold]++;
    }
    Arrays.sort(counts);
    assertArrayEquals(new int[] {2, 2, 3, 3}, counts);
  }

  private static double[][] line(int rows) {
    double[][] design = new double[rows][];
    Arrays.setAll(design, i -> new double[] {1, i});
    return design;
  }

  @Test
  void weightedLeastSquaresOfALine() {
    double[] targets = {1, 3, 5, 100};
    double[] fitted = new WeightedLeastSquares(line(4), targets).solve(new double[] {1, 1, 1, 0});
    assertArrayEquals(new double[] {1, 2}, fitted, 1e-6);
  }

  @Test
  void wildReadingsDoNotMoveLeastAbsoluteResiduals() {
    double[] targets = new double[50];
    Arrays.setAll(targets, i -> 3 + 0.5 * i);
    for (int i = 0; i < 50; i += 5) {
      targets[i] *= 1000;
    }
    double[] fitted = RobustRegression.leastAbsolute(line(50), targets, 60);
    assertArrayEquals(new double[] {3, 0.5}, fitted, 1e-3);
  }

  @Test
  void theCrowdedFitPassesThroughTheMajority() {
    SplittableRandom random = new SplittableRandom(2);
    double[][] design = line(400);
    double[] targets = new double[400];
    for (int i = 0; i < 400; i++) {
      // Six tenths of the rows in one state, the others a tenth above.
      double state = random.nextDouble() < 0.6 ? 1 : 1.1;
      targets[i] = 100 * state + random.nextDouble(-0.1, 0.1);
    }
    double[] start = RobustRegression.leastAbsolute(design, targets, 30);
    double[] fitted = RobustRegression.crowded(design, targets, start, 0.1, 30);
    assertArrayEquals(new double[] {100, 0}, fitted, 0.05);
  }

  @Test
  void rampsLearnARamp() {
    SplittableRandom random = new SplittableRandom(4);
    int width = 12;
    int[][] inputs = new int[4000][];
    double[] targets = new double[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = random.ints(0, width).distinct().limit(5).toArray();
      int low = (int) Arrays.stream(inputs[i]).filter(j -> j < 6).count();
      targets[i] = Math.max(0, low - 2) - 0.6;
    }
    RampTraining.Ramps ramps =
        RampTraining.train(inputs, targets, width, 8, 1e-5, new SplittableRandom(5));
    double error = 0;
    double spread = 0;
    for (int i = 0; i < inputs.length; i++) {
      error += Math.abs(targets[i] - ramps.value(inputs[i])) / inputs.length;
      spread += Math.abs(targets[i]) / inputs.length;
    }
    assertTrue(error < 0.05 * spread, "error " + error + " of " + spread);
  }

  @Test
  void slopesOverLayerInputsAreTheSameOverFeatures() {
    SearchSpace space = SearchSpace.s();
    FeatureMap features = new FeatureMap(space);
    LayerInputs inputs = new LayerInputs(space, features);
    SplittableRandom random = new SplittableRandom(6);
    double[] slopes = random.doubles(inputs.size(), -1, 1).toArray();
    for (int i = 0; i < 200; i++) {
      int[] genes = space.genotypes().sample(random);
      double expected = 0.75;
      for (int j : inputs.active(genes)) {
        expected += slopes[j];
      }
      double[] row = new double[features.size()];
      features.fill(genes, row, 0, row.length);
      double[] converted = inputs.onFeatures(slopes, 0.75, genes[0]);
      assertEquals(expected, WeightedLeastSquares.dot(row, converted), 1e-12);
    }
  }

  @Test
  void aGateShutsARampOffForOtherEmbedDims() {
    SearchSpace space = SearchSpace.s();
    FeatureMap features = new FeatureMap(space);
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 500; i++) {
      double[] slopes = random.doubles(features.size(), -1, 1).toArray();
      int[] genes = space.genotypes().sample(random);
      double[] row = new double[features.size()];
      features.fill(genes, row, 0, row.length);
      int other = (genes[0] + 1) % 3;
      assertTrue(WeightedLeastSquares.dot(row, Gates.only(features, slopes, other)) <= 0);
      double open = WeightedLeastSquares.dot(row, Gates.only(features, slopes, genes[0]));
      assertEquals(WeightedLeastSquares.dot(row, slopes), open, 1e-12);
    }
  }

  @Test
  void theRunningMedianSeesFifteenNeighboursOnEitherSide() {
    double[] residuals = new double[100];
    Arrays.setAll(residuals, row -> row);
    double[] drift = RunningMedian.of(residuals, new int[100]);
    // Neighbours are symmetric inside, and 1 to 15 and 84 to 98 alone at the ends.
    for (int row = 15; row < 85; row++) {
      assertEquals(row, drift[row]);
    }
    assertEquals(8, drift[0]);
    assertEquals(91, drift[99]);

    double[] step = new double[100];
    Arrays.fill(step, 50, 100, 1);
    double[] ofStep = RunningMedian.of(step, new int[100]);
    // The rows at the step have 15 neighbours of either kind; one more tips the median.
    assertArrayEquals(new double[] {0, 0.5, 0.5, 1}, Arrays.copyOfRange(ofStep, 48, 52));
  }

  @Test
  void aRowWithoutNeighboursHasNoDrift() {
    double[] residuals = {3, Double.NaN, 7};
    assertArrayEquals(new double[3], RunningMedian.of(residuals, new int[] {0, 1, 2}));
    assertArrayEquals(new double[] {7, 5, 3}, RunningMedian.of(residuals, new int[] {4, 4, 4}));
  }

  @Test
  void theShortestHalfIsThatOfTheDensestPeak() {
    double[] ascending = {0, 1, 10, 10.25, 10.5, 20};
    assertEquals(9.5, Quantiles.shortestHalf(ascending));
    assertEquals(0.5, Quantiles.shortestHalf(new double[] {0, 10, 10.25, 10.5, 40}));
    assertEquals(7, Quantiles.median(new double[] {7}));
    assertEquals(7, Quantiles.sorted(new double[] {7}, 1, 0.9));
  }

  @Test
  void aFoldIsLeftOut() {
    assertArrayEquals(
        new boolean[] {true, false, true, false}, Folds.outside(new int[] {0, 1, 2, 1}, 1));
  }

  @Test
  void weightsCountAsRepeatedRows() {
    double[][] once = {{1, 0}, {1, 1}, {1, 2}};
    double[][] repeated = {{1, 0}, {1, 1}, {1, 1}, {1, 1}, {1, 2}, {1, 2}};
    double[] weighted =
        new WeightedLeastSquares(once, new double[] {0, 4, 1}).solve(new double[] {1, 3, 2});
    double[] plain = new WeightedLeastSquares(repeated, new double[] {0, 4, 4, 4, 1, 1})
        .solve(new double[] {1, 1, 1, 1, 1, 1});
    assertArrayEquals(plain, weighted, 1e-8);
    // By hand: slope (6 * 16 - 7 * 14) / (6 * 11 - 49) = -2 / 17, constant (14 + 14 / 17) / 6.
    assertArrayEquals(new double[] {(14 + 14.0 / 17) / 6, -2.0 / 17}, weighted, 1e-7);
  }

  @Test
  void aPenaltyDrawsOnlyItsOwnColumnToZero() {
    // Centred, so the columns do not mix: slope = sum of x y / (sum of x^2 + penalty) = 4 / (2 +
    // 6).
    double[][] rows = {{1, -1}, {1, 0}, {1, 1}};
    double[] fitted = new WeightedLeastSquares(rows, new double[] {8, 10, 12})
        .solve(new double[] {1, 1, 1}, new double[] {0, 6});
    assertArrayEquals(new double[] {10, 0.5}, fitted, 1e-6);
  }

  @Test
  void columnsThatDependOnEachOtherShareTheirEffect() {
    double[][] rows = new double[20][];
    Arrays.setAll(rows, i -> new double[] {1, i, 2 * i, 0});
    double[] targets = new double[20];
    Arrays.setAll(targets, i -> 3 + 5 * i);
    double[] ones = new double[20];
    Arrays.fill(ones, 1);
    WeightedLeastSquares squares = new WeightedLeastSquares(rows, targets);
    double[] fitted = squares.solve(ones);
    for (int i = 0; i < rows.length; i++) {
      assertEquals(targets[i], squares.predict(i, fitted), 1e-4);
    }
  }

  /** Half the mean squared error and half the penalised squares, by way of the finished ramps. */
  private static double loss(
      RampTraining training, int[][] inputs, double[] targets, double penalty) {
    RampTraining.Ramps ramps = training.ramps();
    double loss = 0;
    for (int i = 0; i < inputs.length; i++) {
      double error = ramps.value(inputs[i]) - targets[i];
      loss += error * error / (2 * inputs.length);
    }
    for (int k = 0; k < ramps.weights().length; k++) {
      loss += penalty / 2 * ramps.weights()[k] * ramps.weights()[k];
      for (double slope : ramps.slopes()[k]) {
        loss += penalty / 2 * slope * slope;
      }
    }
    return loss;
  }

  @Test
  void theGradientOfRampsIsThatOfFiniteDifferences() {
    SplittableRandom random = new SplittableRandom(14);
    int width = 6;
    double penalty = 0.3;
    int[][] inputs = new int[20][];
    Arrays.setAll(
        inputs, i -> random.ints(0, width).distinct().limit(3).sorted().toArray());
    double[] targets = random.doubles(inputs.length, -1, 1).toArray();
    RampTraining training = new RampTraining(inputs, targets, width, 4, penalty);
    training.initialize(random);
    int[] order = new int[inputs.length];
    Arrays.setAll(order, i -> i);
    training.differentiate(order, 0, order.length);
    double[] gradient = training.gradient.clone();
    double step = 1e-6;
    for (int p = 0; p < gradient.length; p++) {
      double kept = training.parameters[p];
      training.parameters[p] = kept + step;
      double above = loss(training, inputs, targets, penalty);
      training.parameters[p] = kept - step;
      double below = loss(training, inputs, targets, penalty);
      training.parameters[p] = kept;
      assertEquals((above - below) / (2 * step), gradient[p], 1e-7, "parameter " + p);
    }
  }

  @Test
  void layerInputsOfSpacesWithASingleChoice() {
    for (boolean bias : new boolean[] {false, true}) {
      SearchSpace space = SearchSpace.builder("single")
          .embedDims(64)
          .layerCounts(2, 4)
          .headCounts(2)
          .mlpRatios(2, 4)
          .bias(bias)
          .build();
      FeatureMap features = new FeatureMap(space);
      LayerInputs inputs = new LayerInputs(space, features);
      SplittableRandom random = new SplittableRandom(9);
      double[] slopes = random.doubles(inputs.size(), -1, 1).toArray();
      for (int i = 0; i < 50; i++) {
        int[] genes = space.genotypes().sample(random);
        double expected = 0.5
            + Arrays.stream(inputs.active(genes)).mapToDouble(j -> slopes[j]).sum();
        double[] row = new double[features.size()];
        features.fill(genes, row, 0, row.length);
        double[] converted = inputs.onFeatures(slopes, 0.5, 0);
        assertEquals(expected, WeightedLeastSquares.dot(row, converted), 1e-12);
      }
    }
  }

  /** Coefficients of a few bits are not rounded, so the values must be bit-identical. */
  @Property(tries = 50)
  void networksSayWhatTheModelsSay(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SearchSpace space = SearchSpace.s();
    FeatureMap features = new FeatureMap(space);
    int embeds = features.embedChoices();
    double[][] linear = new double[embeds][];
    double[][] loads = new double[embeds][];
    double[][] knots = new double[embeds][];
    double[][] slopes = new double[embeds][];
    List<QualityModel> quality = new ArrayList<>();
    for (int embed = 0; embed < embeds; embed++) {
      // Constants above what other slopes can take away: values are positive.
      linear[embed] = coarse(random, features.loadSize(), -32, 32);
      linear[embed][embed] = 60;
      loads[embed] = coarse(random, features.loadSize(), -32, 32);
      loads[embed][embed] = 20;
      knots[embed] = coarse(random, 6, 640, 1920);
      slopes[embed] = coarse(random, 6, 0, 64);
      double[] effects = coarse(random, features.size(), -32, 32);
      effects[embed] = 90;
      double[][] ramps = new double[8][];
      Arrays.setAll(ramps, k -> coarse(random, features.size(), -64, 64));
      quality.add(new QualityModel(effects, ramps, coarse(random, 8, 0, 64)));
    }
    HardwareModel model = new HardwareModel(linear, loads, knots, slopes);
    RampNetwork network = model.network(features);
    RampNetwork qualityNetwork = QualityModel.network(features, quality);
    for (int i = 0; i < 30; i++) {
      int[] genes = space.genotypes().sample(random);
      double[] row = new double[features.size()];
      features.fill(genes, row, 0, row.length);
      assertEquals(
          model.predict(Arrays.copyOf(row, features.loadSize()), genes[0]), network.value(row));
      assertEquals(quality.get(genes[0]).predict(row), qualityNetwork.value(row));
    }
  }

  /** Multiples of a 64th. */
  private static double[] coarse(SplittableRandom random, int size, int from, int to) {
    return random.ints(size, from, to + 1).mapToDouble(i -> i / 64.0).toArray();
  }

  @Test
  void noiseIsTakenApartIntoOrderStatistics() {
    // One architecture after another at the value, a tenth of a percent above, and so on to 99;
    // neighbours differ, so there is no drift, and the median of each row's readings is its own.
    int rows = 999;
    double[][] readings = new double[rows][];
    double[] medians = new double[rows];
    double[] predictions = new double[rows];
    int[] order = new int[rows];
    Arrays.setAll(order, i -> i);
    Folds.shuffle(order, new SplittableRandom(3));
    for (int row = 0; row < rows; row++) {
      predictions[row] = 5;
      medians[row] = 5 * Math.exp((order[row] - 499) / 1000.0);
      readings[row] =
          new double[] {medians[row] * Math.exp(-0.2), medians[row], medians[row] * Math.exp(0.2)};
    }
    HardwareData data =
        new HardwareData(new double[rows][], new int[rows], new int[rows], medians, false);
    boolean[] all = new boolean[rows];
    Arrays.fill(all, true);
    NoiseModel noise = new NoiseFit(data, readings, predictions).model(1, all);
    for (double level : new double[] {0.005, 0.05, 0.25, 0.5, 0.95, 0.999}) {
      // The order statistic at level (n + 1), 1 the first: 1000 level - 500 thousandths.
      assertEquals(level - 0.5, noise.logQuantile(Source.RUN, 0, level), 1e-12);
    }
    assertEquals(0, noise.logQuantile(Source.DRIFT, 0, 0.95));
    assertEquals(-0.2, noise.logQuantile(Source.REPEAT, 0, 0.3), 1e-12);
    assertEquals(0, noise.logQuantile(Source.REPEAT, 0, 0.5), 1e-12);
    assertEquals(0.2, noise.logQuantile(Source.REPEAT, 0, 0.7), 1e-12);
    // All: a third each uniform on (-0.7, 0.3), (-0.5, 0.5) and (-0.3, 0.7). A tenth lies below x
    // where (x + 0.7) + (x + 0.5) = 0.3.
    assertEquals(-0.45, noise.logQuantile(Source.ALL, 0, 0.1), 1.1e-3);
    assertEquals(0, noise.logQuantile(Source.ALL, 0, 0.5), 1.1e-3);
  }

  @Test
  void theReportIsTheSameInEveryLanguage() {
    TaskReport far = new TaskReport(
        "s",
        "latency@mine",
        1200,
        List.of(),
        new TaskReport.Errors(0.1, 0.09, 0.08, 0.001),
        new TaskReport.Drift(0.2, 0.3),
        0.2512,
        21,
        new TaskReport.Coverage(0.9, 0.5));
    QualityReport quality = new QualityReport(
        "s",
        "perplexity",
        "perplexity",
        1200,
        0.5,
        0.25,
        new double[] {0.5},
        33,
        new TruthReport(
            "s",
            "perplexity",
            120,
            new double[] {1},
            new double[] {1},
            new double[] {1},
            new double[] {1}));
    String expected = new FitReport(1, List.of(far), List.of(quality)).markdown();
    assertTrue(expected.contains("8.000 %") && expected.contains("0.25 of the"), expected);
    Locale before = Locale.getDefault();
    try {
      for (String language : List.of("de-DE", "ar-EG-u-nu-arab")) {
        Locale.setDefault(Locale.forLanguageTag(language));
        assertEquals(expected, new FitReport(1, List.of(far), List.of(quality)).markdown());
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}

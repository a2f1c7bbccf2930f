package io.github.hwgptbench.creation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.FeatureMap;
import java.util.Arrays;
import java.util.SplittableRandom;
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
  void kendallsTauOfKnownOrders() {
    double[] order = {1, 2, 3, 4};
    assertEquals(1, KendallTau.of(order, new double[] {10, 20, 30, 40}));
    assertEquals(-1, KendallTau.of(order, new double[] {4, 3, 2, 1}));
    // One pair of six is the other way round.
    assertEquals(4.0 / 6, KendallTau.of(order, new double[] {1, 2, 4, 3}), 1e-15);
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
}

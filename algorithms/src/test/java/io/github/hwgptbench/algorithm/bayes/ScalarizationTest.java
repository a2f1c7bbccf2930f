package io.github.hwgptbench.algorithm.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarizationTest {

  private static final double[][] UNSEEN = {};
  private static final SplittableRandom UNUSED = new SplittableRandom(1);

  /** Ranges of 4 and 200, so that scaling shows. */
  private static final double[][] KNOWN = {{1, 300}, {2, 160}, {3, 120}, {5, 100}, {5, 310}};

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void weightsHaveTheMomentsOfTheFlatDirichletDistribution(int objectives) {
    SplittableRandom random = new SplittableRandom(3);
    int draws = 20_000;
    double[] sums = new double[objectives];
    double[] squares = new double[objectives];
    for (int i = 0; i < draws; i++) {
      double[] weights = RandomScalarization.weights(objectives, random);
      double total = 0;
      for (int j = 0; j < objectives; j++) {
        sums[j] += weights[j];
        squares[j] += weights[j] * weights[j];
        total += weights[j];
      }
      assertEquals(1, total, 1e-12);
    }
    double m = objectives;
    double variance = (m - 1) / (m * m * (m + 1));
    for (int j = 0; j < objectives; j++) {
      double mean = sums[j] / draws;
      assertEquals(1 / m, mean, 5 * Math.sqrt(variance / draws));
      assertEquals(variance, squares[j] / draws - mean * mean, 0.05 * variance);
    }
  }

  @Test
  void everyEvaluationHasNewWeightsAndASeedRepeatsThem() {
    RandomScalarization rule = new RandomScalarization(RandomScalarization.Form.LINEAR, 0);
    double[][] probes = {{2, 160}, {3, 120}};
    double[] first = new double[6];
    double[] again = new double[6];
    SplittableRandom random = new SplittableRandom(5);
    SplittableRandom same = new SplittableRandom(5);
    for (int i = 0; i < 6; i += 2) {
      Acquisition a = rule.next(KNOWN, UNSEEN, random);
      Acquisition b = rule.next(KNOWN, UNSEEN, same);
      for (int p = 0; p < 2; p++) {
        first[i + p] = a.score(probes[p], new double[2]);
        again[i + p] = b.score(probes[p], new double[2]);
      }
    }
    assertArrayEquals(first, again);
    assertTrue(first[0] != first[2] && first[2] != first[4]);
  }

  /** A point of a front that is bent inwards is never the best of a weighted sum. */
  @Test
  void chebyshevReachesWhatAWeightedSumCanNot() {
    double[][] front = {{0, 1}, {0.6, 0.6}, {1, 0}};
    int[] chebyshev = timesBest(front, RandomScalarization.Form.CHEBYSHEV);
    int[] linear = timesBest(front, RandomScalarization.Form.LINEAR);
    assertTrue(chebyshev[0] > 50 && chebyshev[1] > 50 && chebyshev[2] > 50);
    assertEquals(0, linear[1]);
    assertTrue(linear[0] > 50 && linear[2] > 50);
  }

  private static int[] timesBest(double[][] front, RandomScalarization.Form form) {
    RandomScalarization rule = new RandomScalarization(form, 1);
    SplittableRandom random = new SplittableRandom(8);
    int[] times = new int[front.length];
    for (int i = 0; i < 300; i++) {
      Acquisition acquisition = rule.next(front, UNSEEN, random);
      int best = 0;
      for (int p = 1; p < front.length; p++) {
        if (acquisition.score(front[p], new double[2])
            > acquisition.score(front[best], new double[2])) {
          best = p;
        }
      }
      times[best]++;
    }
    return times;
  }

  @Test
  void theBoundIsBelowTheMean() {
    Acquisition acquisition = new RandomScalarization(RandomScalarization.Form.CHEBYSHEV, 2)
        .next(KNOWN, UNSEEN, new SplittableRandom(1));
    double sure = acquisition.score(new double[] {2, 160}, new double[] {0, 0});
    double unsure = acquisition.score(new double[] {2, 160}, new double[] {0.5, 20});
    double there = acquisition.score(new double[] {1, 120}, new double[] {0, 0});
    assertTrue(unsure > sure);
    assertEquals(there, unsure, 1e-12);
  }

  @Test
  void onlyRatiosOfWeightsMatter() {
    Acquisition one = new LinearScalarization(new double[] {1, 3}).next(KNOWN, UNSEEN, UNUSED);
    Acquisition ten = new LinearScalarization(new double[] {10, 30}).next(KNOWN, UNSEEN, UNUSED);
    double[] means = {2, 130};
    double[] deviations = {0.3, 10};
    assertEquals(one.score(means, deviations), ten.score(means, deviations), 1e-12);
  }

  @Test
  void aSingleWeightLeavesASingleObjective() {
    Acquisition acquisition =
        new LinearScalarization(new double[] {1, 0}).next(KNOWN, UNSEEN, UNUSED);
    double expected = new ExpectedHypervolumeImprovement(new double[][] {{1}}, new double[] {5})
        .score(new double[] {1.2}, new double[] {0.4});
    double actual = acquisition.score(new double[] {1.2, 1e6}, new double[] {0.4, 1e3});
    assertEquals(expected - Math.log(4), actual, 1e-12);
  }

  @Test
  void theExpectedImprovementOfTheSumAgreesWithSampling() {
    double[] weights = {0.4, 0.6};
    Acquisition acquisition = new LinearScalarization(weights).next(KNOWN, UNSEEN, UNUSED);
    double[] means = {2.2, 140};
    double[] deviations = {0.5, 25};
    // The smallest weighted sum of the known ones, scaled: {2, 160} and {3, 120}.
    double incumbent = Math.min(0.4 * 1 / 4 + 0.6 * 60 / 200, 0.4 * 2 / 4 + 0.6 * 20 / 200);
    Random normal = new Random(4);
    int samples = 200_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < samples; i++) {
      double first = (means[0] + deviations[0] * normal.nextGaussian() - 1) / 4;
      double second = (means[1] + deviations[1] * normal.nextGaussian() - 100) / 200;
      double gain = Math.max(0, incumbent - weights[0] * first - weights[1] * second);
      sum += gain;
      squares += gain * gain;
    }
    double mean = sum / samples;
    double error = Math.sqrt((squares / samples - mean * mean) / samples);
    assertEquals(mean, Math.exp(acquisition.score(means, deviations)), 4 * error);
  }

  @Test
  void weightsThatLeaveNothingAreRefused() {
    for (double[] weights : new double[][] {{0, 0}, {-1, 2}, {Double.NaN, 1}}) {
      assertThrows(IllegalArgumentException.class, () -> new LinearScalarization(weights));
    }
  }
}

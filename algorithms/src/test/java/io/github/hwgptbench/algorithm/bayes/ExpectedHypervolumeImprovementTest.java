package io.github.hwgptbench.algorithm.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.gp.StandardNormal;
import io.github.hwgptbench.pareto.Hypervolume;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedHypervolumeImprovementTest {

  private static final double[][] PLANE = {{1, 3}, {2, 2}, {3, 1}};
  private static final double[][] SPACE = {{1, 2, 3}, {2, 3, 1}, {3, 1, 2}};

  private static ExpectedHypervolumeImprovement over(double[][] front, double... reference) {
    return new ExpectedHypervolumeImprovement(front, reference);
  }

  private static double[] of(double... values) {
    return values;
  }

  private static double[] all(int size, double value) {
    double[] values = new double[size];
    Arrays.fill(values, value);
    return values;
  }

  private static double gain(double[][] front, double[] point, double[] reference) {
    double[][] more = Arrays.copyOf(front, front.length + 1);
    more[front.length] = point;
    return Hypervolume.of(more, reference) - Hypervolume.of(front, reference);
  }

  /** Worked out in another language, and confirmed there by sampling. */
  @Test
  void agreesWithTheReferenceValues() {
    assertEquals(1.5585565214034518, over(PLANE, 4, 4).value(of(1.5, 1.5), of(0.5, 0.75)), 1e-12);
    assertEquals(
        6.25021021286488, over(new double[0][], 4, 4).value(of(1.5, 1.5), of(0.5, 0.75)), 1e-12);
    assertEquals(10, over(PLANE, 4, 4).value(of(0, 0), of(1e-12, 1e-12)), 1e-9);
    assertEquals(
        6.346941937849723, over(SPACE, 4, 4, 4).value(of(1.5, 1.5, 1.5), of(0.5, 0.6, 0.7)), 1e-12);
  }

  @Test
  void anEmptyFrontGivesTheProductOfShortfalls() {
    double expected = 1;
    for (int j = 0; j < 4; j++) {
      expected *= (j + 1) * StandardNormal.shortfall((2 - 0.5 * j) / (j + 1));
    }
    double actual = over(new double[0][], all(4, 2)).value(of(0, 0.5, 1, 1.5), of(1, 2, 3, 4));
    assertEquals(expected, actual, 1e-12);
  }

  @Test
  void oneObjectiveIsTheExpectedImprovement() {
    double actual = over(new double[][] {{3}, {2.5}, {9}}, 5).value(of(2), of(0.8));
    assertEquals(0.8 * StandardNormal.shortfall(0.5 / 0.8), actual, 1e-15);
  }

  private static double[][] randomFront(SplittableRandom random, int n, int objectives) {
    double[][] front = new double[n][objectives];
    for (double[] point : front) {
      for (int j = 0; j < objectives; j++) {
        // Few different values, for ties.
        point[j] = random.nextInt(7) / 6.0 + (random.nextInt(3) == 0 ? 0.4 : 0);
      }
    }
    return front;
  }

  @Property(tries = 300)
  void withoutDoubtItIsWhatTheHypervolumeGains(
      @ForAll @IntRange(min = 1, max = 5) int objectives,
      @ForAll @IntRange(max = 9) int n,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] front = randomFront(random, n, objectives);
    double[] point = randomFront(random, 1, objectives)[0];
    double[] reference = all(objectives, 1.1);
    double expected = objectives == 1
        ? Math.max(
            0,
            Math.min(1.1, Arrays.stream(front).mapToDouble(p -> p[0]).min().orElse(1.1)) - point[0])
        : gain(front, point, reference);
    double actual = over(front, reference).value(point, new double[objectives]);
    assertEquals(expected, actual, 1e-12);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void agreesWithSampling(int objectives) {
    SplittableRandom random = new SplittableRandom(objectives);
    Random normal = new Random(7);
    for (int repetition = 0; repetition < 5; repetition++) {
      double[][] front = randomFront(random, 6, objectives);
      double[] reference = all(objectives, 1.1);
      double[] means = random.doubles(objectives, 0, 1).toArray();
      double[] deviations = random.doubles(objectives, 0.05, 0.5).toArray();
      int samples = 4000;
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < samples; i++) {
        double[] point = new double[objectives];
        for (int j = 0; j < objectives; j++) {
          point[j] = means[j] + deviations[j] * normal.nextGaussian();
        }
        double gain = gain(front, point, reference);
        sum += gain;
        squares += gain * gain;
      }
      double mean = sum / samples;
      double error = Math.sqrt((squares / samples - mean * mean) / samples);
      assertEquals(mean, over(front, reference).value(means, deviations), 4 * error + 2e-5);
    }
  }

  @Property(tries = 100)
  void propertiesThatHoldForAnyFront(
      @ForAll @IntRange(min = 2, max = 4) int objectives,
      @ForAll @IntRange(max = 9) int n,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] front = randomFront(random, n, objectives);
    double[] means = random.doubles(objectives, 0, 1.5).toArray();
    double[] deviations = random.doubles(objectives, 0.01, 0.5).toArray();
    ExpectedHypervolumeImprovement here = over(front, all(objectives, 1.1));
    double value = here.value(means, deviations);
    assertTrue(value >= 0);
    assertEquals(value, Math.exp(here.score(means, deviations)), 1e-9 * value);
    assertTrue(over(front, all(objectives, 1.3)).value(means, deviations) >= value);
    List<double[]> shuffled = new ArrayList<>(List.of(front));
    Collections.shuffle(shuffled, new Random(seed));
    double[][] other = shuffled.toArray(double[][]::new);
    assertEquals(
        value, over(other, all(objectives, 1.1)).value(means, deviations), 1e-12 * (1 + value));
  }

  @Test
  void theLogarithmGoesOnWhereThePlainValueEnds() {
    ExpectedHypervolumeImprovement ehvi = over(PLANE, 4, 4);
    double last = Double.POSITIVE_INFINITY;
    for (double mean = 1; mean < 30; mean += 0.25) {
      double score = ehvi.score(of(mean, mean), of(0.05, 0.05));
      assertTrue(score < last && score > Double.NEGATIVE_INFINITY, mean + ": " + score);
      last = score;
    }
    assertEquals(0, ehvi.value(of(9, 9), of(0.05, 0.05)));
    assertEquals(Double.NEGATIVE_INFINITY, ehvi.score(of(3, 3), of(0, 0)));
    // Where both can be computed, by the other way.
    double plain = Math.log(ehvi.value(of(3.3, 3.4), of(0.1, 0.1)));
    assertEquals(plain, ehvi.score(of(3.3, 3.4), of(0.1, 0.1)), 1e-9);
  }

  @Property(tries = 200)
  void boxesAreDisjointAndCoverWhatNoPointDominates(
      @ForAll @IntRange(min = 1, max = 5) int objectives,
      @ForAll @IntRange(max = 12) int n,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] front = randomFront(random, n, objectives);
    double[] reference = all(objectives, 1.1);
    List<BoxDecomposition.Box> boxes = BoxDecomposition.of(front, reference);
    if (objectives == 3) {
      assertTrue(boxes.size() <= 2 * n + 1);
    }
    for (int i = 0; i < 50; i++) {
      double[] point = random.doubles(objectives, -0.3, 1.3).toArray();
      boolean better = Arrays.stream(point).allMatch(value -> value < 1.1);
      boolean dominated = Arrays.stream(front).anyMatch(other -> covers(other, point));
      long holding = boxes.stream().filter(box -> holds(box, point)).count();
      assertEquals(better && !dominated ? 1 : 0, holding);
    }
  }

  private static boolean covers(double[] a, double[] b) {
    for (int j = 0; j < a.length; j++) {
      if (a[j] > b[j]) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(BoxDecomposition.Box box, double[] point) {
    for (int j = 0; j < point.length; j++) {
      if (point[j] <= box.lower()[j] || point[j] > box.upper()[j]) {
        return false;
      }
    }
    return true;
  }
}

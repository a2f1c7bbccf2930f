package io.github.hwgptbench.algorithm.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.bayes.BoxDecomposition.Box;
import io.github.hwgptbench.gp.StandardNormal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalUpperBoundsTest {

  private static double[] reference(int objectives) {
    double[] reference = new double[objectives];
    Arrays.fill(reference, 1.1);
    return reference;
  }

  /** Points of a part of a sphere, none of which dominates another. */
  private static double[][] sphere(SplittableRandom random, int n, int objectives) {
    double[][] points = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] point = random.doubles(objectives, 0.01, 1).toArray();
      double norm = Math.sqrt(Arrays.stream(point).map(value -> value * value).sum());
      points[i] = Arrays.stream(point).map(value -> 1 - value / norm).toArray();
    }
    return points;
  }

  private static double expected(List<Box> boxes, double[] means, double[] deviations) {
    double sum = 0;
    for (Box box : boxes) {
      double volume = 1;
      for (int j = 0; j < means.length; j++) {
        volume *= below(box.upper()[j], means[j], deviations[j])
            - below(box.lower()[j], means[j], deviations[j]);
      }
      sum += volume;
    }
    return sum;
  }

  private static double below(double bound, double mean, double deviation) {
    return bound == Double.NEGATIVE_INFINITY
        ? 0
        : deviation * StandardNormal.shortfall((bound - mean) / deviation);
  }

  /** The volume between a tenth beyond the ideal point and the reference point. */
  private static double volume(List<Box> boxes, double[] floor) {
    double sum = 0;
    for (Box box : boxes) {
      double volume = 1;
      for (int j = 0; j < floor.length; j++) {
        volume *= Math.max(0, box.upper()[j] - Math.max(floor[j], box.lower()[j]));
      }
      sum += volume;
    }
    return sum;
  }

  @Test
  void whatIsDroppedBoundsTheError() {
    SplittableRandom random = new SplittableRandom(5);
    double[] reference = reference(4);
    for (int repetition = 0; repetition < 20; repetition++) {
      double[][] front = sphere(random, 40, 4);
      List<Box> all = new LocalUpperBounds(List.of(front), reference, 1_000_000).boxes();
      List<Box> some = new LocalUpperBounds(List.of(front), reference, 200).boxes();
      double[] floor = new double[4];
      for (int j = 0; j < 4; j++) {
        int objective = j;
        double ideal = Arrays.stream(front).mapToDouble(p -> p[objective]).min().orElseThrow();
        floor[j] = ideal - 0.1 * (reference[j] - ideal);
      }
      double dropped = volume(all, floor) - volume(some, floor);
      assertTrue(
          some.size() <= 200 && all.size() > 200 && dropped > 0, all.size() + ", " + dropped);
      // Narrow enough that no outcome is beyond the floor.
      double[] means = random.doubles(4, 0.3, 0.7).toArray();
      double[] deviations = random.doubles(4, 0.005, 0.02).toArray();
      double exact = expected(all, means, deviations);
      double actual = expected(some, means, deviations);
      assertTrue(actual <= exact + 1e-12, actual + " above " + exact);
      assertTrue(exact - actual <= dropped + 1e-12, actual + " far below " + exact);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6})
  void theNumberOfBoxesIsLimited(int objectives) {
    double[][] front = sphere(new SplittableRandom(objectives), 120, objectives);
    List<Box> boxes = BoxDecomposition.of(front, reference(objectives));
    assertTrue(boxes.size() <= BoxDecomposition.MOST_BOXES, boxes.size() + " boxes");
    List<Box> again = BoxDecomposition.of(front, reference(objectives));
    assertEquals(boxes.size(), again.size());
    for (int i = 0; i < boxes.size(); i++) {
      assertArrayEquals(boxes.get(i).lower(), again.get(i).lower());
      assertArrayEquals(boxes.get(i).upper(), again.get(i).upper());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void moreThanSixObjectivesAreRefused(boolean paper) {
    var factory = paper ? new PaperEhviFactory() : new EhviFactory();
    assertTrue(factory.refusal(6, 0).isEmpty());
    String why = factory.refusal(7, 0).orElseThrow();
    assertTrue(
        why.contains("7 objectives") && why.contains("up to 6") && why.contains("rsbo"), why);
  }
}

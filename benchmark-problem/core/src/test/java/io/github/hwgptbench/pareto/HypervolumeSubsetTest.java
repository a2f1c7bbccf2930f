package io.github.hwgptbench.pareto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HypervolumeSubsetTest {

  /** Values from the subset selection of Optuna 5.0. */
  @Test
  void knownValues() {
    double[][] plane = {{1, 9}, {2, 7}, {3, 6.5}, {4, 4}, {6, 3}, {8, 2.5}, {9, 1}};
    assertArrayEquals(
        new int[] {3, 1, 4}, HypervolumeSubset.greedy(plane, new double[] {9.9, 9.9}, 3));
    double[][] space = {
      {1, 9, 3}, {2, 7, 4}, {3, 6.5, 1}, {4, 4, 5}, {6, 3, 2}, {8, 2.5, 2.5}, {9, 1, 6}
    };
    assertArrayEquals(
        new int[] {2, 4, 3, 1}, HypervolumeSubset.greedy(space, new double[] {9.9, 9.9, 6.6}, 4));
  }

  @Test
  void ofEqualPointsTheFirstIsChosen() {
    double[][] points = {{2, 2}, {1, 1}, {1, 1}, {3, 3}};
    assertArrayEquals(
        new int[] {1, 0, 2, 3}, HypervolumeSubset.greedy(points, new double[] {4, 4}, 4));
    assertEquals(0, HypervolumeSubset.greedy(points, new double[] {4, 4}, 0).length);
  }

  @Test
  void moreThanThereAreIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> HypervolumeSubset.greedy(new double[1][2], new double[] {1, 1}, 2));
    assertThrows(
        IllegalArgumentException.class,
        () -> HypervolumeSubset.greedy(new double[1][2], new double[] {1, 1}, -1));
  }

  private static double volume(double[][] points, int[] chosen, int count, double[] reference) {
    return Hypervolume.of(
        IntStream.range(0, count).mapToObj(k -> points[chosen[k]]).toArray(double[][]::new),
        reference);
  }

  /** Coordinates are eighths, so that volumes are exact and what adds as much is known. */
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void eachChoiceAddsMost(
      @ForAll @IntRange(min = 1, max = 5) int objectives,
      @ForAll @IntRange(min = 1, max = 12) int size,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[size][objectives];
    for (double[] point : points) {
      Arrays.setAll(point, j -> random.nextInt(9) / 8.0);
    }
    double[] reference = new double[objectives];
    Arrays.fill(reference, 1);
    int[] chosen = HypervolumeSubset.greedy(points, reference, size);
    assertEquals(size, Arrays.stream(chosen).distinct().count());
    for (int k = 0; k < size; k++) {
      double with = volume(points, chosen, k + 1, reference);
      for (int other = 0; other < size; other++) {
        int[] instead = chosen.clone();
        instead[k] = other;
        double gain = volume(points, instead, k + 1, reference);
        assertTrue(gain < with || gain == with && (chosen[k] <= other || isIn(chosen, k, other)));
      }
    }
  }

  /** Dominated points and those beyond the reference point add exactly nothing. */
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void whatAddsNothingIsChosenLastInOrder(
      @ForAll @IntRange(min = 1, max = 5) int objectives, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[12][objectives];
    for (double[] point : points) {
      Arrays.setAll(point, j -> random.nextDouble(1.2));
    }
    points[11] = points[random.nextInt(11)].clone();
    double[] reference = new double[objectives];
    Arrays.fill(reference, 1.1);
    int[] useless = IntStream.range(0, 12)
        .filter(i -> Hypervolume.of(new double[][] {points[i]}, reference) == 0
            || IntStream.range(0, 12)
                .anyMatch(j -> Arrays.equals(points[i], points[j])
                    ? j < i
                    : IntStream.range(0, objectives).allMatch(k -> points[j][k] <= points[i][k])))
        .toArray();
    int[] chosen = HypervolumeSubset.greedy(points, reference, 12);
    assertArrayEquals(useless, Arrays.copyOfRange(chosen, 12 - useless.length, 12));
  }

  private static boolean isIn(int[] chosen, int count, int index) {
    return Arrays.stream(chosen, 0, count).anyMatch(it -> it == index);
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  void theVolumeIsAtLeastThatShareOfTheBest(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[10][3];
    for (double[] point : points) {
      Arrays.setAll(point, j -> random.nextDouble());
    }
    double[] reference = {1, 1, 1};
    List<int[]> subsets = new ArrayList<>();
    for (int a = 0; a < 10; a++) {
      for (int b = 0; b < a; b++) {
        for (int c = 0; c < b; c++) {
          subsets.add(new int[] {a, b, c});
        }
      }
    }
    double best = subsets.stream()
        .mapToDouble(it -> volume(points, it, 3, reference))
        .max()
        .orElseThrow();
    double greedy = volume(points, HypervolumeSubset.greedy(points, reference, 3), 3, reference);
    assertTrue(greedy >= (1 - 1 / Math.E) * best && greedy <= best);
  }
}

package io.github.hwgptbench.pareto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NondominatedSortingTest {

  /** Peels front after front. */
  private static int[] peel(double[][] points) {
    int[] ranks = new int[points.length];
    Arrays.fill(ranks, -1);
    for (int rank = 0; Arrays.stream(ranks).anyMatch(r -> r < 0); rank++) {
      List<Integer> front = new ArrayList<>();
      for (int i = 0; i < points.length; i++) {
        boolean dominated = false;
        for (int j = 0; j < points.length; j++) {
          dominated |= ranks[j] < 0 && Dominance.dominates(points[j], points[i]);
        }
        if (ranks[i] < 0 && !dominated) {
          front.add(i);
        }
      }
      for (int i : front) {
        ranks[i] = rank;
      }
    }
    return ranks;
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void peelsFrontAfterFront(
      @ForAll long seed,
      @ForAll @IntRange(max = 40) int n,
      @ForAll @IntRange(min = 1, max = 5) int objectives,
      @ForAll @IntRange(min = 1, max = 30) int cells) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[n][objectives];
    for (double[] point : points) {
      // Zeros of both signs are the same value.
      Arrays.setAll(point, i -> random.nextInt(cells));
      Arrays.setAll(point, i -> point[i] == 0 && random.nextBoolean() ? -0.0 : point[i]);
    }
    int[] expected = peel(points);
    assertArrayEquals(expected, NondominatedSorting.ranks(points));

    List<int[]> fronts = NondominatedSorting.fronts(points);
    int[] seen = new int[n];
    for (int rank = 0; rank < fronts.size(); rank++) {
      for (int point : fronts.get(rank)) {
        assertEquals(expected[point], rank);
        seen[point]++;
      }
    }
    assertArrayEquals(Arrays.stream(seen).map(count -> 1).toArray(), seen);
  }

  @Test
  void refusesWhatCanNotBeCompared() {
    assertThrows(
        IllegalArgumentException.class,
        () -> NondominatedSorting.ranks(new double[][] {{1, Double.NaN}}));
    assertThrows(
        IllegalArgumentException.class,
        () -> NondominatedSorting.ranks(new double[][] {{1, 2}, {1}}));
    assertThrows(
        IllegalArgumentException.class, () -> NondominatedSorting.ranks(new double[][] {{}}));
  }

  @Test
  void crowdingIsTheShareOfTheRangeBetweenNeighbours() {
    double[][] front = {{4, 0}, {0, 10}, {1, 8}, {3, 2}};
    double infinite = Double.POSITIVE_INFINITY;
    assertArrayEquals(
        new double[] {infinite, infinite, 3 / 4.0 + 8 / 10.0, 3 / 4.0 + 8 / 10.0},
        CrowdingDistance.of(front));
    assertArrayEquals(new double[] {infinite}, CrowdingDistance.of(new double[][] {{1, 1}}));
    assertArrayEquals(new double[] {infinite, 0, infinite}, CrowdingDistance.of(new double[][] {
      {1, 1}, {1, 1}, {1, 1}
    }));
    assertEquals(0, CrowdingDistance.of(new double[0][]).length);
  }

  @Test
  void crowdingIsANumberBesideInfiniteValues() {
    double infinite = Double.POSITIVE_INFINITY;
    assertArrayEquals(
        new double[] {infinite, infinite, infinite, 0.875, infinite},
        CrowdingDistance.of(
            new double[][] {{-infinite, 9}, {0, 4}, {8, -infinite}, {1, 3}, {4, 1}}));
    assertArrayEquals(
        new double[] {infinite, 0, infinite, infinite}, CrowdingDistance.of(new double[][] {
          {infinite, infinite}, {infinite, infinite}, {infinite, infinite}, {-infinite, -infinite}
        }));
  }
}

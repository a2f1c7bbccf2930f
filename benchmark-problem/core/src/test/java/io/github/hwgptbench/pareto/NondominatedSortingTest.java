package io.github.hwgptbench.pareto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
    assertArrayEquals(
        IntStream.range(0, n).filter(i -> expected[i] == 0).toArray(),
        NondominatedSorting.firstFront(points));
    if (objectives > 1) {
      assertDivided(expected, points);
    }

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

  /** Sorts sets by divide and conquer that are compared point by point because they are small. */
  private static void assertDivided(int[] expected, double[][] points) {
    if (points.length > 0) {
      double[][] columns = Columns.of(points);
      int[] order = Columns.order(columns);
      assertArrayEquals(expected, DividedSorting.fronts(columns, order, false));
      int[] first = DividedSorting.fronts(columns, order, true);
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i] == 0, first[i] == 0);
      }
    }
  }

  /** So many that they are divided, with ties in some objectives and infinite values. */
  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void peelsManyPointsToo(
      @ForAll long seed,
      @ForAll @IntRange(min = 250, max = 550) int n,
      @ForAll @IntRange(min = 3, max = 6) int objectives,
      @ForAll @IntRange(min = 2, max = 40) int cells,
      @ForAll boolean front) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[n][objectives];
    for (double[] point : points) {
      Arrays.setAll(point, i -> i % 2 == 0 ? random.nextInt(cells) : random.nextDouble());
      if (front) {
        double sum = Arrays.stream(point).sum();
        point[0] -= sum;
      } else if (random.nextInt(20) == 0) {
        point[random.nextInt(objectives)] = Double.POSITIVE_INFINITY;
        point[random.nextInt(objectives)] = Double.NEGATIVE_INFINITY;
      }
    }
    int[] expected = peel(points);
    assertArrayEquals(expected, NondominatedSorting.ranks(points));
    assertArrayEquals(
        IntStream.range(0, points.length).filter(i -> expected[i] == 0).toArray(),
        NondominatedSorting.firstFront(points));
    assertDivided(expected, points);
  }

  /** One more point than have a bit for each pair; it is a repeat, which changes no front. */
  @Test
  void divisionAndPairsAgree() {
    SplittableRandom random = new SplittableRandom(1);
    double[][] points = new double[10_001][];
    for (int i = 0; i < points.length; i++) {
      points[i] = i < 10_000 ? random.doubles(4).toArray() : points[0];
    }
    double[][] some = Arrays.copyOf(points, 10_000);
    assertArrayEquals(
        NondominatedSorting.ranks(some), Arrays.copyOf(NondominatedSorting.ranks(points), 10_000));
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

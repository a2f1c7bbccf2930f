package io.github.hwgptbench.pareto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ParetoArchiveTest {

  @Property(tries = 300)
  void keepsTheFirstOfEveryNondominatedPoint(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int objectives,
      @ForAll @IntRange(min = 1, max = 12) int cells) {
    SplittableRandom random = new SplittableRandom(seed);
    ParetoArchive<Integer> archive = ParetoArchive.of(objectives);
    List<double[]> points = new ArrayList<>();
    for (int number = 0; number < 60; number++) {
      double[] point = new double[objectives];
      Arrays.setAll(point, i -> random.nextInt(cells));
      boolean covered = points.stream().anyMatch(other -> Dominance.covers(other, point));
      assertEquals(!covered, archive.add(point, number));
      points.add(point);
    }
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      double[] point = points.get(i);
      boolean kept = points.stream().noneMatch(other -> Dominance.dominates(other, point))
          && points.subList(0, i).stream().noneMatch(other -> Arrays.equals(other, point));
      if (kept) {
        expected.add(i);
      }
    }
    expected.sort(Comparator.comparing(points::get, Arrays::compare));
    assertEquals(
        expected, archive.members().stream().map(ParetoArchive.Member::value).toList());
    assertEquals(expected.size(), archive.size());
  }

  @Property(tries = 100)
  void dominatesWhatSomeMemberDominates(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int objectives) {
    SplittableRandom random = new SplittableRandom(seed);
    ParetoArchive<Void> archive = ParetoArchive.of(objectives);
    List<double[]> points = new ArrayList<>();
    for (int number = 0; number < 40; number++) {
      double[] point = new double[objectives];
      Arrays.setAll(point, i -> random.nextInt(8));
      assertEquals(
          points.stream().anyMatch(other -> Dominance.dominates(other, point)),
          archive.dominates(point));
      points.add(point);
      archive.add(point, null);
    }
  }

  @Property(tries = 20)
  void manyMembersAreAsFew(@ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int objectives) {
    SplittableRandom random = new SplittableRandom(seed);
    ParetoArchive<Integer> archive = ParetoArchive.of(objectives);
    double[][] points = new double[1500][objectives];
    for (int number = 0; number < points.length; number++) {
      // Most are near a plane, so that many stay; late ones are nearer to the best.
      double sum = 0;
      for (int i = 0; i < objectives; i++) {
        points[number][i] = random.nextDouble(1000);
        sum += points[number][i];
      }
      double shift = (sum - 300 * objectives) / objectives + number / 100.0;
      Arrays.setAll(points[number], new Shifted(points[number], shift));
      archive.add(points[number], number);
    }
    int[] ranks = NondominatedSorting.ranks(points);
    assertEquals(
        IntStream.range(0, ranks.length).filter(i -> ranks[i] == 0).boxed().toList(),
        archive.members().stream().map(ParetoArchive.Member::value).sorted().toList());
    assertEquals(archive.members().size(), archive.size());
  }

  /** Points of two objectives on a line, and some that dominate hundreds of these. */
  @Property(tries = 20)
  void onePointDropsManyMembers(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ParetoArchive<Integer> archive = ParetoArchive.of(2);
    double[][] points = new double[4000][];
    for (int number = 0; number < points.length; number++) {
      double x = random.nextInt(100_000);
      double shift = number % 500 == 499 ? random.nextInt(30_000) : 0;
      points[number] = new double[] {x - shift, 100_000 - x - shift};
      archive.add(points[number], number);
    }
    double[][] front =
        archive.members().stream().map(ParetoArchive.Member::objectives).toArray(double[][]::new);
    double[][] expected = IntStream.of(NondominatedSorting.firstFront(points))
        .mapToObj(i -> points[i])
        .sorted(Arrays::compare)
        .toArray(double[][]::new);
    double[][] distinct = IntStream.range(0, expected.length)
        .filter(i -> i == 0 || !Arrays.equals(expected[i], expected[i - 1]))
        .mapToObj(i -> expected[i])
        .toArray(double[][]::new);
    assertArrayEquals(distinct, front);
    assertEquals(front.length, archive.size());
  }

  private record Shifted(double[] point, double shift) implements IntToDoubleFunction {
    @Override
    public double applyAsDouble(int objective) {
      return point[objective] - shift;
    }
  }

  @Test
  void zerosOfBothSignsAreEqual() {
    ParetoArchive<String> archive = ParetoArchive.of(2);
    assertTrue(archive.add(new double[] {0.0, 1}, "first"));
    assertFalse(archive.add(new double[] {-0.0, 1}, "again"));
  }

  @Test
  void anEmptyArchiveDominatesNothing() {
    for (int objectives = 1; objectives <= 3; objectives++) {
      double[] worst = new double[objectives];
      Arrays.fill(worst, Double.POSITIVE_INFINITY);
      assertFalse(ParetoArchive.of(objectives).dominates(worst));
    }
  }

  @Test
  void refusesWhatCanNotBeCompared() {
    ParetoArchive<String> archive = ParetoArchive.of(2);
    assertThrows(
        IllegalArgumentException.class, () -> archive.add(new double[] {1, Double.NaN}, ""));
    assertThrows(IllegalArgumentException.class, () -> archive.add(new double[] {1}, ""));
    assertThrows(IllegalArgumentException.class, () -> ParetoArchive.of(0));
  }
}

package io.github.hwgptbench.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.indicator.AttainmentSurface.Corner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AttainmentSurfaceTest {

  /** Three runs of a point or two, drawn on paper. */
  private static final List<double[][]> RUNS = List.of(
      new double[][] {{1, 4}, {3, 2}}, new double[][] {{2, 3}}, new double[][] {{4, 1}, {4, 5}});

  @Test
  void findsTheStaircaseOfEveryLevel() {
    assertEquals(
        List.of(new Corner(1, 4), new Corner(2, 3), new Corner(3, 2), new Corner(4, 1)),
        AttainmentSurface.of(RUNS, 1).corners());
    assertEquals(
        List.of(new Corner(2, 4), new Corner(3, 3), new Corner(4, 2)),
        AttainmentSurface.of(RUNS, 2).corners());
    assertEquals(List.of(new Corner(4, 3)), AttainmentSurface.of(RUNS, 3).corners());
    assertEquals(AttainmentSurface.of(RUNS, 2), AttainmentSurface.median(RUNS));
    List<double[][]> two = RUNS.subList(0, 2);
    assertEquals(AttainmentSurface.of(two, 1), AttainmentSurface.median(two));
  }

  @Test
  void runsWithoutPointsAttainNothing() {
    List<double[][]> runs = List.of(
        new double[0][], new double[][] {{1, 1}}, new double[][] {{0, Double.POSITIVE_INFINITY}});
    assertEquals(List.of(new Corner(1, 1)), AttainmentSurface.of(runs, 1).corners());
    assertEquals(List.of(), AttainmentSurface.of(runs, 2).corners());
    assertFalse(AttainmentSurface.of(runs, 2).attains(1e300, 1e300));
    assertEquals(1 / 3.0, EmpiricalAttainment.of(runs, new double[] {1, 1}));
  }

  @Test
  void isTheFrontOfOneRun() {
    double[][] run = {{0, 2}, {1, 1}, {1, 3}, {-0.0, 2}, {0, 5}, {1, 1}};
    assertEquals(
        List.of(new Corner(0, 2), new Corner(1, 1)),
        AttainmentSurface.median(Collections.singletonList(run)).corners());
  }

  /** On a small grid, which makes ties common. */
  @Property(tries = 300)
  void attainsWhatSoManyRunsDo(@ForAll @IntRange(min = 1, max = 6) int n, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<double[][]> runs = new ArrayList<>();
    for (int run = 0; run < n; run++) {
      double[][] points = new double[random.nextInt(6)][];
      for (int i = 0; i < points.length; i++) {
        points[i] = new double[] {random.nextInt(6), random.nextInt(6)};
      }
      runs.add(points);
    }
    for (AttainmentSurface surface : AttainmentSurface.all(runs)) {
      for (int x = -1; x <= 6; x++) {
        for (int y = -1; y <= 6; y++) {
          double share = EmpiricalAttainment.of(runs, new double[] {x, y});
          assertEquals(Math.round(share * n) >= surface.level(), surface.attains(x, y));
        }
      }
    }
  }

  @Test
  void attainmentHasAnyNumberOfObjectives() {
    List<double[][]> runs = List.of(new double[][] {{1, 2, 3}}, new double[][] {{3, 2, 1}});
    assertEquals(0, EmpiricalAttainment.of(runs, new double[] {2, 2, 2}));
    assertEquals(0.5, EmpiricalAttainment.of(runs, new double[] {3, 2, 2}));
    assertEquals(1, EmpiricalAttainment.of(runs, new double[] {3, 2, 3}));
  }

  @Test
  void refusesWhatHasNoSurface() {
    assertRefused("Surface of no runs", List.of());
    assertRefused("Run 1 has a point [1.0]", List.of(new double[0][], new double[][] {{1}}));
    assertRefused("Run 0 has a point [NaN, 1.0]", oneRun(Double.NaN, 1));
    assertRefused("Run 0 has a point [0.0, -Infinity]", oneRun(0, Double.NEGATIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> AttainmentSurface.of(RUNS, 0));
    assertThrows(IllegalArgumentException.class, () -> AttainmentSurface.of(RUNS, 4));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AttainmentSurface(1, 1, List.of(new Corner(1, 1), new Corner(2, 2))));
    assertThrows(
        IllegalArgumentException.class, () -> EmpiricalAttainment.of(RUNS, new double[] {1, 2, 3}));
    assertThrows(
        IllegalArgumentException.class,
        () -> EmpiricalAttainment.of(List.of(), new double[] {1, 2}));
    assertThrows(
        IllegalArgumentException.class,
        () -> EmpiricalAttainment.of(oneRun(1, Double.NaN), new double[] {1, 2}));
    assertThrows(
        IllegalArgumentException.class,
        () -> EmpiricalAttainment.of(RUNS, new double[] {1, Double.NaN}));
  }

  private static List<double[][]> oneRun(double... point) {
    return Collections.singletonList(new double[][] {point});
  }

  private static void assertRefused(String why, List<double[][]> runs) {
    String message = assertThrows(
            IllegalArgumentException.class, () -> AttainmentSurface.median(runs))
        .getMessage();
    assertTrue(message.startsWith(why), message);
  }
}

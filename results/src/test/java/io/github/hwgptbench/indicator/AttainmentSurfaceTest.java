package io.github.hwgptbench.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.indicator.AttainmentSurface.Corner;
import java.util.ArrayList;
import java.util.Arrays;
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
        surface(RUNS, 1).corners());
    assertEquals(
        List.of(new Corner(2, 4), new Corner(3, 3), new Corner(4, 2)),
        surface(RUNS, 2).corners());
    assertEquals(List.of(new Corner(4, 3)), surface(RUNS, 3).corners());
  }

  @Test
  void runsWithoutPointsAttainNothing() {
    List<double[][]> runs = List.of(
        new double[0][], new double[][] {{1, 1}}, new double[][] {{0, Double.POSITIVE_INFINITY}});
    assertEquals(List.of(new Corner(1, 1)), surface(runs, 1).corners());
    assertEquals(List.of(), surface(runs, 2).corners());
    assertFalse(attains(surface(runs, 2), 1e300, 1e300));
  }

  @Test
  void isTheFrontOfOneRun() {
    double[][] run = {{0, 2}, {1, 1}, {1, 3}, {-0.0, 2}, {0, 5}, {1, 1}};
    assertEquals(
        List.of(new Corner(0, 2), new Corner(1, 1)),
        surface(Collections.singletonList(run), 1).corners());
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
          assertEquals(attaining(runs, x, y) >= surface.level(), attains(surface, x, y));
        }
      }
    }
  }

  /** Returns how many runs found a point at least as good as a goal in both objectives. */
  private static long attaining(List<double[][]> runs, double first, double second) {
    return runs.stream()
        .filter(run -> Arrays.stream(run).anyMatch(at -> at[0] <= first && at[1] <= second))
        .count();
  }

  private static boolean attains(AttainmentSurface surface, double first, double second) {
    return surface.corners().stream()
        .anyMatch(corner -> corner.first() <= first && corner.second() <= second);
  }

  private static AttainmentSurface surface(List<double[][]> runs, int level) {
    return AttainmentSurface.all(runs).get(level - 1);
  }

  @Test
  void refusesWhatHasNoSurface() {
    assertRefused("Surface of no runs", List.of());
    assertRefused("Run 1 has a point [1.0]", List.of(new double[0][], new double[][] {{1}}));
    assertRefused("Run 0 has a point [NaN, 1.0]", oneRun(Double.NaN, 1));
    assertRefused("Run 0 has a point [0.0, -Infinity]", oneRun(0, Double.NEGATIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> new AttainmentSurface(0, 3, List.of()));
    assertThrows(IllegalArgumentException.class, () -> new AttainmentSurface(4, 3, List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AttainmentSurface(1, 1, List.of(new Corner(1, 1), new Corner(2, 2))));
  }

  private static List<double[][]> oneRun(double... point) {
    return Collections.singletonList(new double[][] {point});
  }

  private static void assertRefused(String why, List<double[][]> runs) {
    String message = assertThrows(IllegalArgumentException.class, () -> AttainmentSurface.all(runs))
        .getMessage();
    assertTrue(message.startsWith(why), message);
  }
}

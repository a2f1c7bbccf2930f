package io.github.hwgptbench.pareto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.uma.jmetal.qualityindicator.impl.hypervolume.impl.PISAHypervolume;

class HypervolumeContributionsTest {

  private static double[] filled(int objectives, double value) {
    double[] point = new double[objectives];
    Arrays.fill(point, value);
    return point;
  }

  private static double[] bySubtraction(double[][] points, double[] reference) {
    double all = Hypervolume.of(points, reference);
    double[] contributions = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      contributions[i] = all - Hypervolume.of(without(points, i), reference);
    }
    return contributions;
  }

  private static double[][] without(double[][] points, int index) {
    List<double[]> others = new ArrayList<>(List.of(points));
    others.remove(index);
    return others.toArray(double[][]::new);
  }

  @Test
  void knownValues() {
    double[] four = {4, 4};
    double[][] staircase = {{1, 3}, {2, 2}, {3, 1}};
    assertArrayEquals(new double[] {1, 1, 1}, HypervolumeContributions.of(staircase, four));
    assertArrayEquals(
        new double[] {5, 0}, HypervolumeContributions.of(new double[][] {{1, 1}, {2, 2}}, four));
    // Of equal points none is missed.
    assertArrayEquals(
        new double[] {0, 0, 0},
        HypervolumeContributions.of(new double[][] {{1, 1}, {1, 1}, {4, 0}}, four));
    double[][] space = {{1, 2, 3}, {2, 3, 1}, {3, 1, 2}};
    assertArrayEquals(
        bySubtraction(space, filled(3, 4)), HypervolumeContributions.of(space, filled(3, 4)));
    assertEquals(0, HypervolumeContributions.of(new double[0][], four).length);
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void isWhatIsLostWithoutAPoint(
      @ForAll long seed,
      @ForAll @IntRange(max = 25) int n,
      @ForAll @IntRange(min = 2, max = 5) int objectives,
      @ForAll @IntRange(min = 1, max = 12) int cells) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[n][objectives];
    for (double[] point : points) {
      Arrays.setAll(point, i -> random.nextInt(cells));
    }
    // Some points are on the reference point or beyond it.
    double[] reference = filled(objectives, Math.max(1, cells - 2));
    double[] contributions = HypervolumeContributions.of(points, reference);
    assertArrayEquals(bySubtraction(points, reference), contributions, 1e-9);
    assertTrue(Arrays.stream(contributions).allMatch(contribution -> contribution >= 0));
  }

  @Property(tries = 30)
  void isThatOfManyPointsToo(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int objectives) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[300][objectives];
    for (double[] point : points) {
      Arrays.setAll(point, i -> Math.abs(random.nextGaussian()) + 0.01);
      double norm = Math.sqrt(Arrays.stream(point).map(v -> v * v).sum());
      double distance = random.nextInt(4) == 0 ? 1.1 : 1;
      Arrays.setAll(point, i -> point[i] / norm * distance);
    }
    double[] one = filled(objectives, 1);
    assertArrayEquals(bySubtraction(points, one), HypervolumeContributions.of(points, one), 1e-12);
  }

  @Test
  void agreesWithTheDifferencesOfJMetal() {
    SplittableRandom random = new SplittableRandom(5);
    double[][] points = new double[40][3];
    for (double[] point : points) {
      Arrays.setAll(point, i -> random.nextDouble());
    }
    double[] one = filled(3, 1);
    PISAHypervolume jmetal = new PISAHypervolume(one);
    double all = jmetal.compute(points);
    double[] contributions = HypervolumeContributions.of(points, one);
    for (int i = 0; i < points.length; i++) {
      assertEquals(all - jmetal.compute(without(points, i)), contributions[i], 1e-12);
    }
  }

  @Test
  void refusesWhatHasNoVolume() {
    assertThrows(
        IllegalArgumentException.class,
        () -> HypervolumeContributions.of(new double[][] {{0, Double.NaN}}, new double[] {1, 1}));
    assertThrows(
        IllegalArgumentException.class,
        () -> HypervolumeContributions.of(new double[][] {{0, 0, 0}}, new double[] {1, 1}));
    assertThrows(
        IllegalArgumentException.class,
        () -> HypervolumeContributions.of(new double[0][], new double[] {1}));
  }
}

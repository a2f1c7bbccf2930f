package io.github.hwgptbench.pareto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moeaframework.core.Solution;
import org.moeaframework.core.indicator.Normalizer;
import org.moeaframework.core.indicator.WFGNormalizedHypervolume;
import org.moeaframework.core.population.NondominatedPopulation;
import org.moeaframework.problem.AbstractProblem;
import org.moeaframework.problem.Problem;
import org.uma.jmetal.qualityindicator.impl.hypervolume.impl.PISAHypervolume;

class HypervolumeTest {

  /** Points on a coarse grid, so that ties, duplicates and points beyond the reference occur. */
  private static double[][] grid(RandomGenerator random, int points, int objectives, int cells) {
    double[][] grid = new double[points][objectives];
    for (double[] point : grid) {
      Arrays.setAll(point, i -> random.nextInt(cells));
    }
    return grid;
  }

  /** Points on the part of the unit sphere where all coordinates are positive. */
  private static double[][] sphere(RandomGenerator random, int points, int objectives) {
    double[][] sphere = new double[points][objectives];
    for (double[] point : sphere) {
      Arrays.setAll(point, i -> Math.abs(random.nextGaussian()));
      double norm = Math.sqrt(Arrays.stream(point).map(v -> v * v).sum());
      Arrays.setAll(point, i -> point[i] / norm);
    }
    return sphere;
  }

  private static double[] filled(int objectives, double value) {
    double[] point = new double[objectives];
    Arrays.fill(point, value);
    return point;
  }

  /** The volume of the union of boxes, from the volumes of all their intersections. */
  private static double inclusionExclusion(double[][] points, double[] reference) {
    double volume = 0;
    for (int subset = 1; subset < 1 << points.length; subset++) {
      double box = Integer.bitCount(subset) % 2 == 1 ? 1 : -1;
      for (int objective = 0; objective < reference.length; objective++) {
        double worst = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < points.length; i++) {
          if ((subset >> i & 1) == 1) {
            worst = Math.max(worst, points[i][objective]);
          }
        }
        box *= Math.max(0, reference[objective] - worst);
      }
      volume += box;
    }
    return volume;
  }

  /** One objective: how far the best point is below the reference point. */
  @Test
  void ofOneObjectiveIsALength() {
    double[] reference = {1.5};
    assertEquals(0, Hypervolume.of(new double[0][], reference));
    assertEquals(1.25, Hypervolume.of(new double[][] {{0.5}, {0.25}, {2}}, reference));
    GrowingHypervolume growing = new GrowingHypervolume(reference);
    assertEquals(0, growing.add(new double[] {2}));
    assertEquals(1, growing.add(new double[] {0.5}));
    assertEquals(1, growing.add(new double[] {1}));
    assertEquals(1.25, growing.add(new double[] {0.25}));
  }

  @Test
  void knownValues() {
    assertEquals(6, Hypervolume.of(new double[][] {{1, 3}, {2, 2}, {3, 1}}, new double[] {4, 4}));
    assertEquals(13, Hypervolume.of(new double[][] {{1, 2, 3}, {2, 3, 1}, {3, 1, 2}}, new double[] {
      4, 4, 4
    }));
    assertEquals(0, Hypervolume.of(new double[0][], new double[] {1, 1}));
    assertEquals(
        3.16, Hypervolume.of(new double[][] {{0.2, 0.6}, {0.4, 0.2}}, filled(2, 2)), 1e-12);
  }

  @Property(tries = 400)
  void isTheVolumeOfTheUnionOfBoxes(
      @ForAll long seed,
      @ForAll @IntRange(max = 9) int points,
      @ForAll @IntRange(min = 2, max = 6) int objectives) {
    double[][] grid = grid(new SplittableRandom(seed), points, objectives, 6);
    double[] reference = filled(objectives, 4.5);
    assertEquals(inclusionExclusion(grid, reference), Hypervolume.of(grid, reference), 1e-9);
  }

  /** More objectives than an int has bits: two members are worse in one of them alone. */
  @Test
  void ofFortyObjectives() {
    double[][] points = new double[4][40];
    points[0][3] = 0.5;
    points[1][35] = 0.5;
    points[2][36] = 0.25;
    points[2][4] = 0.75;
    Arrays.fill(points[3], 0.125);
    double[] reference = filled(40, 1);
    assertEquals(inclusionExclusion(points, reference), Hypervolume.of(points, reference), 1e-12);
  }

  /** Values of moocore 0.3.2, and of its contributions the sum and the largest. */
  @ParameterizedTest
  @CsvSource({
    "4, 200, 0.3139508522938238, 0.023746671310986567, 0.0013178297468663946",
    "5, 100, 0.24931302347813789, 0.02228475368391661, 0.0014257083504974344",
    "6, 60, 0.19745249823098615, 0.023011675833960882, 0.0019164864738538678",
    "7, 40, 0.15233214263885836, 0.020743909221732193, 0.0020379391327260687"
  })
  void agreesWithMoocore(int objectives, int n, double volume, double sum, double largest) {
    int[] primes = {2, 3, 5, 7, 11, 13, 17};
    double[][] points = new double[n][objectives];
    for (int i = 0; i < n; i++) {
      double total = 0;
      for (int j = 0; j < objectives; j++) {
        double value = (i + 1) * Math.sqrt(primes[j]);
        points[i][j] = value - Math.floor(value);
        total += points[i][j];
      }
      double scale = total;
      double[] point = points[i];
      Arrays.setAll(point, j -> point[j] / scale);
    }
    double[] reference = filled(objectives, 0.8);
    assertEquals(volume, Hypervolume.of(points, reference), 1e-14);
    double[] contributions = HypervolumeContributions.of(points, reference);
    assertEquals(sum, Arrays.stream(contributions).sum(), 1e-14);
    assertEquals(largest, Arrays.stream(contributions).max().orElseThrow(), 1e-14);
  }

  /** Large fronts with ties, dominated points and points beyond the reference among them. */
  @Property(tries = 60)
  void isTheVolumeBySlices(
      @ForAll long seed,
      @ForAll @IntRange(min = 4, max = 7) int objectives,
      @ForAll boolean coarse) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = sphere(random, objectives == 4 ? 120 : 40, objectives);
    for (double[] point : points) {
      double far = random.nextInt(5) == 0 ? 1.1 : 1;
      Arrays.setAll(point, i -> (coarse ? Math.rint(point[i] * 8) / 8 : point[i]) * far);
    }
    double[] reference = filled(objectives, 1);
    double volume = SlicedVolume.of(Hypervolume.inside(points, reference), reference, objectives);
    assertEquals(volume, Hypervolume.of(points, reference), 1e-12);
  }

  @Property(tries = 100)
  void dependsNeitherOnOrderNorOnRepeatsAndLeavesItsInput(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int objectives) {
    double[][] points = sphere(new SplittableRandom(seed), 40, objectives);
    double[] reference = filled(objectives, 1.1);
    double[][] copy = Stream.of(points).map(double[]::clone).toArray(double[][]::new);
    double volume = Hypervolume.of(points, reference);
    assertArrayEquals(copy, points);
    List<double[]> shuffled =
        new ArrayList<>(Stream.concat(Stream.of(points), Stream.of(copy)).toList());
    Collections.shuffle(shuffled, new Random(seed));
    assertEquals(volume, Hypervolume.of(shuffled.toArray(double[][]::new), reference));
  }

  @Property(tries = 100)
  void growsWithEveryPointThatIsNotCovered(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int objectives) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] reference = filled(objectives, 7);
    GrowingHypervolume growing = new GrowingHypervolume(reference);
    double[][] points = grid(random, 30, objectives, 8);
    double before = 0;
    for (int n = 1; n <= points.length; n++) {
      double[][] all = Arrays.copyOf(points, n);
      double[] last = points[n - 1];
      double volume = Hypervolume.of(all, reference);
      boolean covered = IntStream.range(0, n - 1).anyMatch(i -> Dominance.covers(all[i], last));
      boolean inside = Arrays.stream(last).allMatch(value -> value < 7);
      assertEquals(inside && !covered, volume > before);
      assertEquals(volume, growing.add(last), 1e-9);
      assertEquals(growing.value(), growing.add(last));
      before = volume;
    }
  }

  /** Also with many points, of which few dominate another. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void growsToTheVolumeOfALargeFront(int objectives) {
    double[] reference = filled(objectives, 1.1);
    GrowingHypervolume growing = new GrowingHypervolume(reference);
    double[][] points = sphere(new SplittableRandom(3), 600, objectives);
    for (int n = 1; n <= points.length; n++) {
      double volume = growing.add(points[n - 1]);
      if (n % 40 == 0) {
        assertEquals(Hypervolume.of(Arrays.copyOf(points, n), reference), volume, 1e-12);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void agreesWithBothFrameworksOnNormalisedFronts(int objectives) {
    Problem problem = new AbstractProblem(0, objectives) {
      @Override
      public void evaluate(Solution solution) {}

      @Override
      public Solution newSolution() {
        return new Solution(0, objectives);
      }
    };
    double[] one = filled(objectives, 1);
    WFGNormalizedHypervolume moea =
        new WFGNormalizedHypervolume(problem, new Normalizer(filled(objectives, 0), one));
    for (int seed = 0; seed < 10; seed++) {
      double[][] front = sphere(new SplittableRandom(seed), 60, objectives);
      double volume = Hypervolume.of(front, one);
      assertEquals(new PISAHypervolume(one).compute(front), volume, 1e-12);
      NondominatedPopulation population = new NondominatedPopulation();
      for (double[] point : front) {
        Solution solution = problem.newSolution();
        solution.setObjectiveValues(point);
        population.add(solution);
      }
      assertEquals(moea.evaluate(population), volume, 1e-12);
    }
  }

  @Test
  void manyThreadsGetTheSame() {
    double[][] front = sphere(new SplittableRandom(1), 200, 4);
    double[] reference = filled(4, 1);
    double volume = Hypervolume.of(front, reference);
    assertTrue(IntStream.range(0, 16)
        .parallel()
        .allMatch(i -> Hypervolume.of(front, reference) == volume));
  }

  @Test
  void largeFrontsReachBeyondOneLevelOfRanks() {
    double[][] front = sphere(new SplittableRandom(2), 5000, 3);
    double[] reference = filled(3, 1);
    assertEquals(
        new PISAHypervolume(reference).compute(Arrays.copyOf(front, 600)),
        Hypervolume.of(Arrays.copyOf(front, 600), reference),
        1e-12);
    // The cube without the ball in it.
    assertEquals(1 - Math.PI / 6, Hypervolume.of(front, reference), 0.02);
  }

  @Test
  void beyondTheReferenceNothingCounts() {
    double[] reference = {1, 1};
    double inside = Hypervolume.of(new double[][] {{0.5, 0.5}}, reference);
    double[][] more = {
      {0.5, 0.5}, {0, 1}, {-3, 2}, {1, 0}, {Double.POSITIVE_INFINITY, 0}, {0.1, 1.5}
    };
    assertEquals(inside, Hypervolume.of(more, reference));
  }

  @Test
  void refusesWhatHasNoVolume() {
    double[] reference = {1, 1};
    assertThrows(
        IllegalArgumentException.class, () -> Hypervolume.of(new double[0][], new double[0]));
    assertThrows(
        IllegalArgumentException.class,
        () -> Hypervolume.of(new double[0][], new double[] {1, Double.NaN}));
    assertEquals(
        "Point 1 has 3 objectives; expected: 2",
        assertThrows(
                IllegalArgumentException.class,
                () -> Hypervolume.of(new double[][] {{0, 0}, {0, 0, 0}}, reference))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> Hypervolume.of(new double[][] {{0, Double.NaN}}, reference));
    assertThrows(
        IllegalArgumentException.class,
        () -> Hypervolume.of(new double[][] {{0, Double.NEGATIVE_INFINITY}}, reference));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void aGrowingVolumeNamesThePointThatItRefuses(int objectives) {
    double[] reference = new double[objectives];
    Arrays.fill(reference, 1);
    GrowingHypervolume volume = new GrowingHypervolume(reference);
    volume.add(new double[objectives]);
    volume.add(reference);
    double[] wrong = new double[objectives];
    wrong[1] = Double.NaN;
    assertEquals(
        "Point 2: objective 1 is NaN",
        assertThrows(IllegalArgumentException.class, () -> volume.add(wrong)).getMessage());
    wrong[1] = Double.NEGATIVE_INFINITY;
    assertEquals(
        "Point 2: objective 1 is -Infinity; its volume would be infinite",
        assertThrows(IllegalArgumentException.class, () -> volume.add(wrong)).getMessage());
    assertEquals(
        String.format(Locale.ROOT, "Point 2 has 1 objectives; expected: %d", objectives),
        assertThrows(IllegalArgumentException.class, () -> volume.add(new double[1]))
            .getMessage());
    assertEquals(1, volume.add(new double[objectives]));
  }
}

package io.github.hwgptbench.pareto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.moeaframework.core.Solution;
import org.moeaframework.core.indicator.AdditiveEpsilonIndicator;
import org.moeaframework.core.indicator.InvertedGenerationalDistance;
import org.moeaframework.core.indicator.Normalizer;
import org.moeaframework.core.indicator.R2Indicator;
import org.moeaframework.core.indicator.RIndicator;
import org.moeaframework.core.population.NondominatedPopulation;
import org.moeaframework.problem.AbstractProblem;
import org.moeaframework.problem.Problem;
import org.uma.jmetal.qualityindicator.impl.Epsilon;
import org.uma.jmetal.qualityindicator.impl.InvertedGenerationalDistancePlus;

/** IGD+, additive epsilon, IGD and R2. */
class ReferenceFrontIndicatorsTest {

  private static double[][] uniform(SplittableRandom random, int points, int objectives) {
    return Stream.generate(() -> random.doubles(objectives).toArray())
        .limit(points)
        .toArray(double[][]::new);
  }

  private static DoubleStream excess(double[] point, double[] target) {
    return IntStream.range(0, point.length).mapToDouble(i -> point[i] - target[i]);
  }

  private static double distance(double[] point, double[] target) {
    return Math.sqrt(
        excess(point, target).map(v -> Math.max(v, 0)).map(v -> v * v).sum());
  }

  @Test
  void knownValues() {
    double[][] reference = {{0, 2}, {1, 1}, {2, 0}};
    assertEquals(0, IgdPlus.of(reference, reference));
    assertEquals(0, AdditiveEpsilon.of(reference, reference));
    // (1, 1) lacks 1 in one objective of each of the others; what it has more is not counted.
    assertEquals(2.0 / 3, IgdPlus.of(new double[][] {{1, 1}}, reference));
    assertEquals(1, AdditiveEpsilon.of(new double[][] {{1, 1}}, reference));
    double[][] ahead = {{-0.5, 1.5}, {0.5, 0.5}, {1.5, -0.5}};
    assertEquals(0, IgdPlus.of(ahead, reference));
    assertEquals(-0.5, AdditiveEpsilon.of(ahead, reference));
    assertEquals(Double.POSITIVE_INFINITY, IgdPlus.of(new double[0][], reference));
    assertEquals(Double.POSITIVE_INFINITY, AdditiveEpsilon.of(new double[0][], reference));
    assertEquals(0, Igd.of(reference, reference));
    assertEquals(2 * Math.sqrt(2) / 3, Igd.of(new double[][] {{1, 1}}, reference), 1e-15);
    // Unlike IGD+, IGD counts what a point has more than the reference front.
    assertEquals(Math.sqrt(0.5), Igd.of(ahead, reference), 1e-15);
    assertEquals(Double.POSITIVE_INFINITY, Igd.of(new double[0][], reference));
  }

  /**
   * Weights are (k/500, 1 - k/500). The mean of the larger of both is 376/501, that of the smaller
   * one 125/501.
   */
  @Test
  void knownValuesOfR2() {
    double[] origin = {0, 0};
    double[][] ends = {{0, 1}, {1, 0}};
    assertEquals(0, new R2(ends, origin).of(ends));
    assertEquals(
        (376 * 0.5 - 125) / 501, new R2(ends, origin).of(new double[][] {{0.5, 0.5}}), 1e-15);
    assertEquals(-125.0 / 501, new R2(ends, origin).of(new double[][] {origin}), 1e-15);
    assertEquals(
        -376 * 0.25 / 501,
        new R2(new double[][] {{1, 1}}, new double[] {0.5, 0.5}).of(new double[][] {{0.75, 0.75}}),
        1e-15);
    // A point beyond the ideal point is better than the ideal point.
    assertTrue(new R2(ends, origin).of(new double[][] {{-0.1, -0.1}})
        <= new R2(ends, origin).of(new double[][] {origin}));
    assertEquals(Double.POSITIVE_INFINITY, new R2(ends, origin).of(new double[0][]));
    assertThrows(
        IllegalArgumentException.class, () -> new R2(new double[][] {{1}}, new double[] {0}));
    assertThrows(
        IllegalArgumentException.class, () -> new R2(ends, origin).of(new double[][] {{1, 2, 3}}));
  }

  /**
   * Values of pymoo 0.6.2: {@code IGD(np.array(front)).do(np.array(points))}, {@code IGDPlus}
   * likewise.
   */
  @Test
  void agreeWithPymoo() {
    double[][] front = {{0.0, 1.0, 0.3}, {0.25, 0.5, 0.5}, {0.6, 0.1, 0.9}, {1.0, 0.0, 0.0}};
    double[][] points = {{0.1, 0.9, 0.8}, {0.4, 0.45, 0.55}, {0.9, 0.2, 0.1}};
    assertEquals(0.36606234216707917, Igd.of(points, front), 1e-15);
    assertEquals(0.29241187584451656, IgdPlus.of(points, front), 1e-15);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void areWhatTheirFormulasSay(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int n,
      @ForAll @IntRange(min = 1, max = 12) int targets,
      @ForAll @IntRange(min = 1, max = 5) int objectives) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = uniform(random, n, objectives);
    double[][] reference = uniform(random, targets, objectives);
    double igd = Arrays.stream(reference)
        .mapToDouble(target -> Arrays.stream(points)
            .mapToDouble(point -> distance(point, target))
            .min()
            .orElseThrow())
        .average()
        .orElseThrow();
    assertEquals(igd, IgdPlus.of(points, reference), 1e-12);
    double inverted = Arrays.stream(reference)
        .mapToDouble(target -> Arrays.stream(points)
            .mapToDouble(
                point -> Math.sqrt(excess(point, target).map(v -> v * v).sum()))
            .min()
            .orElseThrow())
        .average()
        .orElseThrow();
    assertEquals(inverted, Igd.of(points, reference), 1e-12);
    double epsilon = Arrays.stream(reference)
        .mapToDouble(target -> Arrays.stream(points)
            .mapToDouble(point -> excess(point, target).max().orElseThrow())
            .min()
            .orElseThrow())
        .max()
        .orElseThrow();
    assertEquals(epsilon, AdditiveEpsilon.of(points, reference));
    // Shifted by epsilon, and not by less, the points cover the reference front.
    assertTrue(covers(points, reference, epsilon + 1e-12));
    assertTrue(!covers(points, reference, epsilon - 1e-12));
  }

  private static boolean covers(double[][] points, double[][] reference, double shift) {
    return Arrays.stream(reference)
        .allMatch(target -> Arrays.stream(points)
            .anyMatch(point -> excess(point, target).allMatch(value -> value <= shift)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void agreeWithBothFrameworks(int objectives) {
    Problem problem = new AbstractProblem(0, objectives) {
      @Override
      public void evaluate(Solution solution) {}

      @Override
      public Solution newSolution() {
        return new Solution(0, objectives);
      }
    };
    double[] one = new double[objectives];
    Arrays.fill(one, 1);
    Normalizer none = new Normalizer(new double[objectives], one);
    for (int seed = 0; seed < 10; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      NondominatedPopulation population = population(problem, uniform(random, 40, objectives));
      NondominatedPopulation targets = population(problem, uniform(random, 400, objectives));
      double[][] points = values(population);
      double[][] reference = values(targets);
      double igd = IgdPlus.of(points, reference);
      assertEquals(new InvertedGenerationalDistancePlus(reference).compute(points), igd, 1e-12);
      assertEquals(
          new org.moeaframework.core.indicator.InvertedGenerationalDistancePlus(
                  problem, targets, none)
              .evaluate(population),
          igd,
          1e-12);
      double epsilon = AdditiveEpsilon.of(points, reference);
      assertEquals(new Epsilon(reference).compute(points), epsilon, 1e-12);
      assertEquals(
          new AdditiveEpsilonIndicator(problem, targets, none).evaluate(population),
          Math.max(0, epsilon),
          1e-12);
      assertEquals(
          new InvertedGenerationalDistance(problem, targets, none, 1).evaluate(population),
          Igd.of(points, reference),
          1e-12);
      int divisions = RIndicator.getDefaultSubdivisions(problem);
      assertEquals(
          new R2Indicator(problem, divisions, targets, none).evaluate(population),
          new R2(reference, new double[objectives]).of(points),
          1e-12);
    }
  }

  private static NondominatedPopulation population(Problem problem, double[][] points) {
    NondominatedPopulation population = new NondominatedPopulation();
    for (double[] point : points) {
      Solution solution = problem.newSolution();
      solution.setObjectiveValues(point);
      population.add(solution);
    }
    return population;
  }

  private static double[][] values(NondominatedPopulation population) {
    double[][] values = new double[population.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = population.get(i).getObjectiveValues();
    }
    return values;
  }

  @Test
  void refuseWhatCanNotBeCompared() {
    double[][] point = {{1, 2}};
    assertEquals(
        "Reference front of no points; allowed: 1 or more",
        assertThrows(IllegalArgumentException.class, () -> IgdPlus.of(point, new double[0][]))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> AdditiveEpsilon.of(point, new double[][] {{1, Double.POSITIVE_INFINITY}}));
    assertThrows(
        IllegalArgumentException.class,
        () -> AdditiveEpsilon.of(new double[][] {{1, Double.NaN}}, point));
    assertThrows(IllegalArgumentException.class, () -> IgdPlus.of(new double[][] {{1}}, point));
    assertThrows(IllegalArgumentException.class, () -> Igd.of(new double[][] {{1}}, point));
  }
}

package io.github.hwgptbench.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.ComputeCost;
import io.github.hwgptbench.objective.ComputeEvaluator;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.SearchSpace;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureProblemTest {

  private static final SearchSpace SPACE = SearchSpace.s();
  private static final Objective PARAMS = Objective.parse("params");
  private static final Objective MACS = Objective.parse("macs");
  private static final Objective FLOPS = Objective.parse("flops");
  private static final Objective ACCURACY = Objective.parse("accuracy");

  /** Accuracy that grows with the level of embed_dim, and the level of n_layer for parameters. */
  private static final ObjectiveEvaluator LEVELS = new ObjectiveEvaluator() {
    @Override
    public SearchSpace space() {
      return SPACE;
    }

    @Override
    public List<Objective> objectives() {
      return List.of(ACCURACY, PARAMS);
    }

    @Override
    public void evaluate(int[] genes, double[] values) {
      values[0] = 0.25 * genes[0];
      values[1] = genes[1];
    }
  };

  private static ObjectiveEvaluator compute() {
    return new ComputeEvaluator(SPACE, List.of(PARAMS, MACS, FLOPS));
  }

  @Test
  void minimisesInTheOrderAskedForAndBoundsWhatIsNoObjective() {
    ArchitectureProblem problem = ArchitectureProblem.builder(compute())
        .objectives(FLOPS, MACS)
        .constraints(Constraint.parse("params<=100000000"), Constraint.parse("flops>=1"))
        .build();
    assertEquals("HWGPT-S(flops,macs,params-max-100000000,flops-min-1)", problem.name());
    int[] genes = SPACE.encode(SPACE.largest());
    ComputeCost cost = ComputeCost.of(SPACE, SPACE.largest());
    double[] objectives = new double[2];
    double[] violations = new double[2];
    problem.evaluate(genes, objectives, violations);
    assertArrayEquals(new double[] {cost.flops(), cost.macs()}, objectives);
    assertArrayEquals(new double[] {cost.params() - 1e8, 0}, violations);
    double[] margins = new double[2];
    problem.evaluateMargins(genes, objectives, margins);
    assertArrayEquals(new double[] {cost.params() - 1e8, 1 - cost.flops()}, margins);
    assertArrayEquals(new double[] {cost.flops(), cost.macs()}, objectives);
    problem.evaluate(SPACE.encode(SPACE.smallest()), objectives, violations);
    assertArrayEquals(new double[] {0, 0}, violations);
  }

  @Test
  void negatesWhatIsMaximisedButBoundsItAsItIs() {
    ArchitectureProblem problem = ArchitectureProblem.builder(LEVELS)
        .objectives(ACCURACY, PARAMS)
        .constraints(Constraint.parse("accuracy>=0.4"))
        .build();
    int[] genes = new int[SPACE.genotypes().size()];
    genes[0] = 1;
    double[] objectives = new double[2];
    double[] violations = new double[1];
    problem.evaluate(genes, objectives, violations);
    assertArrayEquals(new double[] {-0.25, 0}, objectives);
    assertArrayEquals(new double[] {0.4 - 0.25}, violations);
  }

  @Test
  void batchesGiveWhatSinglesGive() {
    ArchitectureProblem problem = ArchitectureProblem.builder(compute())
        .objectives(PARAMS, FLOPS)
        .constraints(Constraint.parse("macs<=500000000000"))
        .build();
    SplittableRandom random = new SplittableRandom(3);
    int[][] genes = new int[50][];
    double[][] objectives = new double[50][2];
    double[][] violations = new double[50][1];
    Arrays.setAll(genes, i -> SPACE.genotypes().sample(random));
    problem.evaluate(genes, objectives, violations);
    double[][] without = new double[50][2];
    problem.evaluate(genes, without);
    assertArrayEquals(objectives, without);
    for (int i = 0; i < genes.length; i++) {
      double[] single = new double[2];
      double[] violation = new double[1];
      problem.evaluate(genes[i], single, violation);
      assertArrayEquals(objectives[i], single);
      assertArrayEquals(violations[i], violation);
      double[] margin = new double[1];
      problem.evaluateMargins(genes[i], single, margin);
      double[][] margins = new double[1][1];
      problem.evaluateMargins(new int[][] {genes[i]}, new double[1][2], margins);
      assertArrayEquals(margin, margins[0]);
      assertEquals(violation[0], Math.max(0, margin[0]));
      problem.evaluate(genes[i], single);
      assertArrayEquals(objectives[i], single);
    }
    assertTrue(Arrays.stream(violations).anyMatch(row -> row[0] > 0));
    assertTrue(Arrays.stream(violations).anyMatch(row -> row[0] == 0));
  }

  private static ArchitectureProblem noisy(long seed) {
    return ArchitectureProblem.builder(LEVELS)
        .objectives(PARAMS, ACCURACY)
        .constraints(Constraint.parse("params<=0"))
        .noise(
            (objective, genes, value, random) ->
                objective == 1 ? value + random.nextDouble() : value,
            seed)
        .build();
  }

  @Test
  void aReadingDependsOnSeedAndEvaluationNumberAlone() {
    int[] first = new int[SPACE.genotypes().size()];
    int[] second = SPACE.encode(SPACE.largest());
    double[][] a = new double[4][2];
    double[][] violations = new double[4][1];
    noisy(7).evaluate(new int[][] {first, first, second, first}, a, violations);
    ArchitectureProblem problem = noisy(7);
    double[][] b = new double[4][2];
    double[] violation = new double[1];
    problem.evaluate(second, b[0], violation);
    problem.evaluate(first, b[1], violation);
    problem.evaluate(new int[][] {first, first}, new double[][] {b[2], b[3]});

    assertEquals(a[0][0] + 2, b[0][0], 1e-15);
    assertArrayEquals(a[1], b[1]);
    assertEquals(a[2][0] - 2, b[2][0], 1e-15);
    assertArrayEquals(a[3], b[3]);
    assertFalse(Arrays.equals(a[0], a[1]));
    assertEquals(a[0][0], violations[0][0], "a constraint sees the same reading");
    assertEquals(0, a[0][1], "what the sampler leaves is left");

    double[] other = new double[2];
    noisy(8).evaluate(first, other);
    assertFalse(Arrays.equals(a[0], other));
  }

  @Test
  void readingsAreUniformOverEvaluationsAndSeeds() {
    int[] genes = new int[SPACE.genotypes().size()];
    double[] values = new double[2];
    int[] counts = new int[10];
    for (int seed = 0; seed < 100; seed++) {
      ArchitectureProblem problem = noisy(seed);
      for (int k = 0; k < 100; k++) {
        problem.evaluate(genes, values);
        counts[(int) (10 * values[0])]++;
      }
    }
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - 1000.0) * (count - 1000.0) / 1000;
    }
    assertTrue(chiSquare < 27.88, "0.999 quantile at 9 degrees of freedom, got " + chiSquare);
  }

  @Test
  void refusesWhatItCanNotEvaluate() {
    String message = assertThrows(
            IllegalArgumentException.class,
            () ->
                ArchitectureProblem.builder(LEVELS).objectives(ACCURACY, FLOPS).build())
        .getMessage();
    assertEquals(
        "Objective 'flops': not among those of the evaluator; known: accuracy, params", message);
    assertThrows(
        IllegalArgumentException.class,
        () -> ArchitectureProblem.builder(LEVELS)
            .objectives(ACCURACY, PARAMS)
            .constraints(Constraint.parse("flops<=1"))
            .build());
    assertThrows(
        IllegalArgumentException.class,
        () -> ArchitectureProblem.builder(LEVELS).objectives(List.of()).build());

    ArchitectureProblem problem =
        ArchitectureProblem.builder(LEVELS).objectives(ACCURACY, PARAMS).build();
    int[] genes = new int[SPACE.genotypes().size()];
    assertThrows(IllegalArgumentException.class, () -> problem.evaluate(genes, new double[3]));
    assertThrows(
        IllegalArgumentException.class,
        () -> problem.evaluate(genes, new double[2], new double[1]));
    assertThrows(
        IllegalArgumentException.class,
        () -> problem.evaluate(new int[][] {genes}, new double[2][2]));
  }

  /** Of what users evaluate most often nothing is left to collect. */
  @ParameterizedTest
  @ValueSource(strings = {"s", "m", "l"})
  void anEvaluationAllocatesNothing(String scale) {
    List<Objective> objectives =
        List.of(Objective.parse("perplexity"), Objective.parse("energy@rtx2080"));
    try (HwGptBench bench = HwGptBench.open(SearchSpace.of(scale));
        ObjectiveEvaluator evaluator = bench.evaluator(objectives)) {
      Problem problem =
          ArchitectureProblem.builder(evaluator).objectives(objectives).build();
      SplittableRandom random = new SplittableRandom(5);
      int[][] genes = new int[1000][];
      Arrays.setAll(genes, i -> problem.genotypes().sample(random));
      double[][] values = new double[genes.length][2];
      double[][] violations = new double[genes.length][0];
      for (Runnable evaluation : List.<Runnable>of(
          () -> {
            for (int i = 0; i < genes.length; i++) {
              problem.evaluate(genes[i], values[i]);
            }
          },
          () -> problem.evaluate(genes, values),
          () -> problem.evaluateNeighbors(genes[0], genes, values, violations))) {
        // The first time makes tables.
        evaluation.run();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        evaluation.run();
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(bytes < genes.length, bytes + " bytes for " + genes.length + " evaluations");
      }
    }
  }
}

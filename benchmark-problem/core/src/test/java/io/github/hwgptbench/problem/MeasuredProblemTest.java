package io.github.hwgptbench.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.NoiseModel;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeasuredProblemTest {

  private static final SearchSpace SPACE = SearchSpace.s();
  private static final List<Objective> OBJECTIVES =
      List.of(Objective.parse("perplexity"), Objective.parse("energy@v100"));
  private static final Fidelities LEVELS =
      Fidelities.of(Fidelities.MEASUREMENTS, List.of(1, 5, 25));

  private HwGptBench bench;
  private ObjectiveEvaluator evaluator;

  @BeforeAll
  void open() {
    bench = HwGptBench.open(SPACE);
    evaluator = bench.evaluator(OBJECTIVES);
  }

  @AfterAll
  void close() {
    evaluator.close();
    bench.close();
  }

  private ArchitectureProblem problem(Fidelities levels, long seed) {
    return ArchitectureProblem.builder(evaluator)
        .objectives(OBJECTIVES)
        .measurements(levels, bench.readingNoise(OBJECTIVES), seed)
        .build();
  }

  private static double energy(Problem problem, int[] genes, int level) {
    double[] values = new double[2];
    problem.evaluateMargins(genes, level, values, new double[0]);
    return values[1];
  }

  private int[][] sample(int count) {
    SplittableRandom random = new SplittableRandom(5);
    int[][] genes = new int[count][];
    Arrays.setAll(genes, i -> SPACE.genotypes().sample(random));
    return genes;
  }

  @Test
  void readingsFollowFromSeedAndArchitectureInAnyOrder() {
    int[][] genes = sample(20);
    Problem forwards = problem(LEVELS, 3);
    Problem backwards = problem(LEVELS, 3);
    double[] first = new double[20];
    for (int i = 0; i < 20; i++) {
      first[i] = energy(forwards, genes[i], i % 3);
    }
    for (int i = 19; i >= 0; i--) {
      assertEquals(first[i], energy(backwards, genes[i], i % 3));
    }
    assertNotEquals(first[0], energy(problem(LEVELS, 4), genes[0], 0));
  }

  @Test
  void whatReadsTheSameEveryTimeIsExact() {
    int[] genes = sample(1)[0];
    double[] values = new double[2];
    double[] noiseFree = new double[2];
    problem(LEVELS, 3).evaluateMargins(genes, 0, values, new double[0]);
    evaluator.evaluate(genes, noiseFree);
    assertEquals(noiseFree[0], values[0]);
    assertNotEquals(noiseFree[1], values[1]);
  }

  @Test
  void aSeriesGoesOnFromALowerLevelAndAnyOtherEvaluationBeginsOne() {
    int[][] sample = sample(20);
    Problem straight = problem(LEVELS, 3);
    Problem problem = problem(LEVELS, 3);
    for (int[] architecture : sample) {
      double low = energy(problem, architecture, 0);
      double median = energy(straight, architecture, 2);
      assertEquals(median, energy(problem, architecture, 2), "the same 25 readings");
      assertNotEquals(median, energy(problem, architecture, 2), "25 others");
      assertNotEquals(low, energy(problem, architecture, 0), "another one");
    }
    int[] genes = sample[0];
    int[] inert = genes.clone();
    inert[1] = 0;
    int[] same = inert.clone();
    same[same.length - 1] = 2;
    Problem other = problem(LEVELS, 3);
    energy(other, inert, 0);
    Problem canonical = problem(LEVELS, 3);
    energy(canonical, inert, 0);
    assertEquals(
        energy(canonical, inert, 1), energy(other, same, 1), "inactive genes change nothing");
  }

  /** Repeats of log-standard deviation 1, a run that shifts by 0.5, and no drift. */
  private static final ReadingNoise SPREAD = new ReadingNoise() {
    @Override
    public boolean exact(int objective) {
      return objective == 0;
    }

    @Override
    public double logQuantile(int objective, int[] genes, NoiseModel.Source kind, double level) {
      return switch (kind) {
        case REPEAT -> Math.sqrt(12) * (level - 0.5);
        case RUN -> 0.5;
        default -> 0;
      };
    }
  };

  @Test
  void theMedianOfMoreReadingsIsCloserToWhatTheRunHas() {
    int[][] genes = sample(300);
    double[] errors = new double[3];
    ArchitectureProblem problem = ArchitectureProblem.builder(evaluator)
        .objectives(OBJECTIVES)
        .measurements(LEVELS, SPREAD, 1)
        .build();
    double[] noiseFree = new double[2];
    for (int[] architecture : genes) {
      evaluator.evaluate(architecture, noiseFree);
      for (int level = 0; level < 3; level++) {
        double log = Math.log(energy(problem, architecture, level) / noiseFree[1]);
        errors[level] += (log - 0.5) * (log - 0.5) / genes.length;
      }
    }
    // The variance of a uniform reading, and of the median of n of them: 12 / (4 (n + 2)).
    assertArrayEquals(new double[] {1, 12 / 28.0, 12 / 108.0}, errors, 0.15);
    assertTrue(errors[2] < 0.15);
  }

  /** A drift alone, uniform from -0.5 to 0.5. */
  private static final ReadingNoise DRIFTING = new ReadingNoise() {
    @Override
    public boolean exact(int objective) {
      return objective == 0;
    }

    @Override
    public double logQuantile(int objective, int[] genes, NoiseModel.Source kind, double level) {
      return kind == NoiseModel.Source.DRIFT ? level - 0.5 : 0;
    }
  };

  @Test
  void aStretchOfEvaluationsSharesADrift() {
    ArchitectureProblem problem = ArchitectureProblem.builder(evaluator)
        .objectives(OBJECTIVES)
        .measurements(LEVELS, DRIFTING, 1)
        .build();
    int[][] genes = sample(600);
    double[] drifts = new double[genes.length];
    double[] noiseFree = new double[2];
    for (int i = 0; i < genes.length; i++) {
      evaluator.evaluate(genes[i], noiseFree);
      drifts[i] = Math.log(energy(problem, genes[i], i % 3) / noiseFree[1]);
    }
    double[] stretches = {drifts[0], drifts[200], drifts[400]};
    for (int i = 0; i < genes.length; i++) {
      assertEquals(stretches[i / 200], drifts[i], 1e-9, "evaluation " + i);
    }
    for (int i = 0; i < 3; i++) {
      assertNotEquals(stretches[i], stretches[(i + 1) % 3], 1e-3, "stretch " + i);
    }
  }

  @Test
  void evaluatesAtTheHighestLevelWithoutOne() {
    int[] genes = sample(1)[0];
    double[] values = new double[2];
    problem(LEVELS, 3).evaluate(genes, values);
    assertEquals(energy(problem(LEVELS, 3), genes, 2), values[1]);
    assertThrows(IndexOutOfBoundsException.class, () -> energy(problem(LEVELS, 3), genes, 3));
  }

  @Test
  void lowerLevelsMayBeAnsweredByOthers() {
    Fidelities levels = Fidelities.of("halves", List.of(1, 2));
    try (ObjectiveEvaluator swapped = bench.evaluator(List.of(OBJECTIVES.get(1)))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> ArchitectureProblem.builder(evaluator).fidelities(levels, List.of(swapped)));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> ArchitectureProblem.builder(evaluator).fidelities(levels, List.of()));
    ObjectiveEvaluator half = new ObjectiveEvaluator() {
      @Override
      public SearchSpace space() {
        return SPACE;
      }

      @Override
      public List<Objective> objectives() {
        return OBJECTIVES;
      }

      @Override
      public void evaluate(int[] genes, double[] values) {
        evaluator.evaluate(genes, values);
        values[1] /= 2;
      }
    };
    Problem problem = ArchitectureProblem.builder(evaluator)
        .objectives(OBJECTIVES)
        .fidelities(levels, List.of(half))
        .build();
    int[] genes = sample(1)[0];
    assertEquals(energy(problem, genes, 1), 2 * energy(problem, genes, 0));
  }

  @Test
  void theLastKindOfFidelitiesCounts() {
    ArchitectureProblem.Builder builder = ArchitectureProblem.builder(evaluator)
        .objectives(OBJECTIVES)
        .measurements(LEVELS, SPREAD, 1);
    assertEquals(
        Fidelities.SINGLE,
        builder.noise((objective, genes, value, random) -> value, 1).build().fidelities());
    Fidelities levels = Fidelities.of("halves", List.of(1, 2));
    Problem halves = builder
        .measurements(LEVELS, SPREAD, 1)
        .fidelities(levels, List.of(evaluator))
        .build();
    int[] genes = sample(1)[0];
    double[] noiseFree = new double[2];
    evaluator.evaluate(genes, noiseFree);
    assertEquals(noiseFree[1], energy(halves, genes, 0));
    Problem measured = builder.measurements(LEVELS, SPREAD, 1).build();
    assertNotEquals(noiseFree[1], energy(measured, genes, 2));
  }

  @Test
  void fidelitiesAscendToACostOfOne() {
    assertEquals(0.2, LEVELS.cost(1));
    assertEquals(1, LEVELS.cost(2, -1));
    assertEquals(0.8, LEVELS.cost(2, 1));
    assertEquals(0.2, LEVELS.cost(1, 1));
    assertEquals(0.2, LEVELS.cost(1, 2));
    assertEquals(2, LEVELS.indexOf(25));
    assertEquals("1, 5, 25 measurements", LEVELS.toString());
    String message =
        assertThrows(IllegalArgumentException.class, () -> LEVELS.indexOf(7)).getMessage();
    assertEquals("Fidelity of 7 measurements; allowed: [1, 5, 25]", message);
    for (List<Integer> amounts : List.of(List.<Integer>of(), List.of(0, 1), List.of(2, 2))) {
      assertThrows(IllegalArgumentException.class, () -> Fidelities.of("tokens", amounts));
    }
  }
}

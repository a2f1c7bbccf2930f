package io.github.hwgptbench.algorithm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.objective.ComputeEvaluator;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskTellSearchTest {

  private static final Problem PROBLEM = ArchitectureProblem.builder(
          new ComputeEvaluator(SearchSpace.s(), ComputeEvaluator.SUPPORTED))
      .objectives(Objective.parse("params"), Objective.parse("flops"))
      .constraints(Constraint.parse("macs<=500000000000"))
      .build();

  private static List<Evaluation> run(SearchAlgorithm algorithm, int budget, long seed) {
    List<Evaluation> evaluations = new ArrayList<>();
    algorithm.run(PROBLEM, budget, seed, evaluations::add);
    return evaluations;
  }

  @Test
  void randomSearchSpendsItsBudgetAndHearsTheValuesOfTheProblem() {
    SearchAlgorithm random = AlgorithmRegistry.load().algorithm("random");
    List<Evaluation> evaluations = run(random, 700, 5);
    assertEquals(700, evaluations.size());
    double[] objectives = new double[2];
    double[] violations = new double[1];
    for (int i = 0; i < evaluations.size(); i++) {
      Evaluation evaluation = evaluations.get(i);
      assertEquals(i, evaluation.candidate().number());
      PROBLEM.evaluate(evaluation.candidate().genes(), objectives, violations);
      assertArrayEquals(objectives, evaluation.objectives());
      assertArrayEquals(violations, evaluation.violations());
      assertEquals(violations[0] == 0, evaluation.feasible());
    }
    assertEquals(evaluations, run(random, 700, 5));
    assertEquals(evaluations.subList(0, 300), run(random, 300, 5));
    assertNotEquals(evaluations, run(random, 700, 6));
  }

  /** Proposes generations of three, checks that it is told of each, and ends after three. */
  private static class ThreeGenerations implements OptimizerFactory {

    @Override
    public String name() {
      return "three";
    }

    @Override
    public String description() {
      return "three generations of three";
    }

    @Override
    public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
      return new Optimizer() {
        private long asked;
        private int untold;
        private int generation;

        @Override
        public List<Candidate> ask(int atMost) {
          assertEquals(0, untold);
          List<Candidate> candidates = new ArrayList<>();
          if (generation++ < 3) {
            for (int i = 0; i < Math.min(3, atMost); i++) {
              candidates.add(new Candidate(asked++, task.space().sample(random)));
            }
          }
          untold = candidates.size();
          return candidates;
        }

        @Override
        public void tell(List<Evaluation> evaluations) {
          untold -= evaluations.size();
        }
      };
    }
  }

  @Test
  void endsWithTheSearchOrTheBudget() {
    SearchAlgorithm three = new ThreeGenerations().create(Settings.initial(List.of()));
    assertEquals(9, run(three, 100, 1).size());
    assertEquals(7, run(three, 7, 1).size());
  }

  /** Proposes all three of a generation, even if only one is asked for. */
  private static final class Immoderate extends ThreeGenerations {

    @Override
    public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
      Optimizer moderate = super.create(task, settings, random);
      return new Optimizer() {
        @Override
        public List<Candidate> ask(int atMost) {
          return moderate.ask(3);
        }

        @Override
        public void tell(List<Evaluation> evaluations) {
          moderate.tell(evaluations);
        }
      };
    }
  }

  @Test
  void noOptimizerSpendsMoreThanTheBudget() {
    SearchAlgorithm immoderate = new Immoderate().create(Settings.initial(List.of()));
    assertEquals(6, run(immoderate, 6, 1).size());
    String message =
        assertThrows(IllegalStateException.class, () -> run(immoderate, 7, 1)).getMessage();
    assertEquals("Algorithm 'three': proposed 3 candidates; allowed: 1", message);
  }

  /** Proposes nothing, and keeps the margins that it learns. */
  private static final class Learning implements OptimizerFactory {

    private final List<double[]> margins = new ArrayList<>();

    @Override
    public String name() {
      return "learning";
    }

    @Override
    public String description() {
      return "learns and ends";
    }

    @Override
    public boolean learns() {
      return true;
    }

    @Override
    public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
      return new Optimizer() {
        @Override
        public List<Candidate> ask(int atMost) {
          return List.of();
        }

        @Override
        public void tell(List<Evaluation> evaluations) {}

        @Override
        public void learn(int[] genes, double[] objectives, double[] learned) {
          margins.add(learned);
        }
      };
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void initialArchitecturesAreLearnedWithMarginsAndKnownOnesWithViolations(int workers) {
    int[] smallest = new int[PROBLEM.genotypes().size()];
    double[] objectives = new double[2];
    double[] margins = new double[1];
    PROBLEM.evaluateMargins(smallest, objectives, margins);
    assertTrue(margins[0] < 0);
    Evaluation known = new Evaluation(new Candidate(0, smallest), objectives, margins);
    Learning learning = new Learning();
    learning
        .create(Settings.initial(List.of()))
        .run(
            PROBLEM,
            new SearchConditions(
                Budget.evaluations(5),
                new SearchStart(List.of(smallest), List.of(known)),
                workers,
                null,
                false),
            1,
            evaluation -> {});
    assertEquals(2, learning.margins.size());
    assertArrayEquals(new double[] {0}, learning.margins.get(0));
    assertArrayEquals(margins, learning.margins.get(1));
  }

  @Test
  void aListenerCanEndARun() {
    SearchAlgorithm random = AlgorithmRegistry.load().algorithm("random");
    IllegalStateException stop = new IllegalStateException("enough");
    assertEquals(
        stop,
        assertThrows(
            IllegalStateException.class,
            () -> random.run(PROBLEM, 10, 1, evaluation -> {
              throw stop;
            })));
    assertThrows(IllegalArgumentException.class, () -> run(random, 0, 1));
  }
}

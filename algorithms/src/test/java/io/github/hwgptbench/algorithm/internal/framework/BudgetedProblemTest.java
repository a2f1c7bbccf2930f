package io.github.hwgptbench.algorithm.internal.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.objective.ComputeEvaluator;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BudgetedProblemTest {

  private static final Problem PROBLEM = ArchitectureProblem.builder(
          new ComputeEvaluator(SearchSpace.s(), ComputeEvaluator.SUPPORTED))
      .objectives(Objective.parse("flops"), Objective.parse("params"))
      .constraints(Constraint.parse("macs<=500000000000"))
      .build();

  private final List<Evaluation> told = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1);

  private int[] genes() {
    return PROBLEM.genotypes().sample(random);
  }

  private void evaluateOne(Problem problem) {
    problem.evaluate(genes(), new double[2], new double[1]);
  }

  @Test
  void cutsTheLastBatch() {
    BudgetedProblem budgeted = new BudgetedProblem(PROBLEM, 10, told::add);
    int[][] genes = {genes(), genes(), genes(), genes()};
    double[][] objectives = new double[4][2];
    double[][] violations = new double[4][1];
    int[] batches = new int[1];
    budgeted.spend(() -> {
      while (true) {
        batches[0]++;
        budgeted.evaluate(genes, objectives, violations);
      }
    });
    assertEquals(3, batches[0]);
    assertEquals(10, told.size());
    for (int i = 0; i < 10; i++) {
      double[] expected = new double[2];
      double[] margins = new double[1];
      PROBLEM.evaluateMargins(genes[i % 4], expected, margins);
      assertEquals(new Evaluation(new Candidate(i, genes[i % 4]), expected, margins), told.get(i));
    }
    assertTrue(budgeted.ended());
  }

  @Test
  void anAlgorithmThatCatchesExceptionsGetsNotOneEvaluationMore() {
    BudgetedProblem budgeted = new BudgetedProblem(PROBLEM, 5, told::add);
    budgeted.spend(() -> {
      for (int i = 0; i < 50; i++) {
        try {
          evaluateOne(budgeted);
        } catch (RuntimeException e) {
          assertThrows(RuntimeException.class, () -> evaluateOne(budgeted));
        }
      }
      throw new IllegalStateException("in trouble because of it");
    });
    assertEquals(5, told.size());
  }

  @Test
  void whatAListenerThrowsIsNeitherSwallowedNorWrapped() {
    IllegalStateException stop = new IllegalStateException("enough");
    EvaluationListener listener = evaluation -> {
      told.add(evaluation);
      if (told.size() == 3) {
        throw stop;
      }
    };
    BudgetedProblem swallowing = new BudgetedProblem(PROBLEM, 9, listener);
    assertSame(
        stop,
        assertThrows(
            IllegalStateException.class,
            () -> swallowing.spend(() -> {
              for (int i = 0; i < 20; i++) {
                try {
                  evaluateOne(swallowing);
                } catch (RuntimeException e) {
                  // As algorithms do that mean to be robust.
                }
              }
            })));
    assertEquals(3, told.size());

    told.clear();
    BudgetedProblem wrapping = new BudgetedProblem(PROBLEM, 9, listener);
    assertSame(
        stop,
        assertThrows(
            IllegalStateException.class,
            () -> wrapping.spend(() -> {
              try {
                while (true) {
                  evaluateOne(wrapping);
                }
              } catch (RuntimeException e) {
                throw new IllegalArgumentException("evaluation failed", e);
              }
            })));
  }

  @Test
  void whatTheAlgorithmThrowsReachesTheCaller() {
    BudgetedProblem budgeted = new BudgetedProblem(PROBLEM, 9, told::add);
    IllegalStateException own = new IllegalStateException("a bug");
    assertSame(
        own,
        assertThrows(
            IllegalStateException.class,
            () -> budgeted.spend(() -> {
              evaluateOne(budgeted);
              throw own;
            })));
    assertEquals(1, told.size());
  }

  @Test
  void whatTheProblemRefusesReachesTheCallerEvenIfTheAlgorithmDoesNotMind() {
    BudgetedProblem budgeted = new BudgetedProblem(PROBLEM, 9, told::add);
    assertThrows(
        IllegalArgumentException.class,
        () -> budgeted.spend(() -> {
          try {
            budgeted.evaluate(new int[] {1, 2}, new double[2], new double[1]);
          } catch (RuntimeException e) {
            // Goes on to nothing.
          }
        }));
    assertEquals(0, told.size());
  }

  @Test
  void anAlgorithmMayEndEarly() {
    BudgetedProblem budgeted = new BudgetedProblem(PROBLEM, 9, told::add);
    budgeted.spend(() -> evaluateOne(budgeted));
    assertEquals(1, told.size());
    assertFalse(budgeted.ended());
  }
}

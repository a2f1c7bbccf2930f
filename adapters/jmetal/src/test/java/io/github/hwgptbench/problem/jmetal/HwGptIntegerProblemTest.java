package io.github.hwgptbench.problem.jmetal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.objective.ComputeEvaluator;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.uma.jmetal.solution.integersolution.IntegerSolution;
import org.uma.jmetal.util.ConstraintHandling;

class HwGptIntegerProblemTest {

  private static final SearchSpace SPACE = SearchSpace.s();
  private static final Problem CORE = ArchitectureProblem.builder(
          new ComputeEvaluator(SPACE, ComputeEvaluator.SUPPORTED))
      .objectives(Objective.parse("flops"), Objective.parse("params"))
      .constraints(Constraint.parse("macs<=500000000000"), Constraint.parse("params>=50000000"))
      .build();
  private final HwGptIntegerProblem problem = new HwGptIntegerProblem(CORE);

  private IntegerSolution solution(int[] genes) {
    IntegerSolution solution = problem.createSolution();
    for (int gene = 0; gene < genes.length; gene++) {
      solution.variables().set(gene, genes[gene]);
    }
    return solution;
  }

  @Test
  void hasTheShapeOfTheProblem() {
    assertEquals("HWGPT-S(flops,params,macs-max-500000000000,params-min-50000000)", problem.name());
    assertEquals(27, problem.numberOfVariables());
    assertEquals(2, problem.numberOfObjectives());
    assertEquals(2, problem.numberOfConstraints());
    for (int gene = 0; gene < 27; gene++) {
      assertEquals(0, problem.variableBounds().get(gene).getLowerBound());
      assertEquals(
          SPACE.genotypes().levels(gene) - 1, problem.variableBounds().get(gene).getUpperBound());
    }
  }

  @Test
  void brokenConstraintsAreNegativeByTheirViolation() {
    IntegerSolution largest = problem.evaluate(solution(SPACE.encode(SPACE.largest())));
    IntegerSolution smallest = problem.evaluate(solution(SPACE.encode(SPACE.smallest())));
    double[] objectives = new double[2];
    double[] violations = new double[2];

    CORE.evaluate(HwGptIntegerProblem.genes(largest), objectives, violations);
    assertTrue(violations[0] > 0);
    assertArrayEquals(objectives, largest.objectives());
    double[] margins = new double[2];
    CORE.evaluateMargins(HwGptIntegerProblem.genes(largest), objectives, margins);
    assertArrayEquals(new double[] {-violations[0], -margins[1]}, largest.constraints());
    assertTrue(largest.constraints()[1] > 0, "room below the bound");
    assertArrayEquals(violations, HwGptIntegerProblem.violations(largest));
    assertEquals(1, ConstraintHandling.numberOfViolatedConstraints(largest));

    CORE.evaluate(HwGptIntegerProblem.genes(smallest), objectives, violations);
    assertTrue(violations[1] > 0);
    assertTrue(smallest.constraints()[0] > 0, "room below the bound");
    assertArrayEquals(violations, HwGptIntegerProblem.violations(smallest));
    assertEquals(-violations[1], ConstraintHandling.overallConstraintViolationDegree(smallest));
  }

  @Test
  void aBatchGivesWhatSinglesGive() {
    List<IntegerSolution> batch =
        IntStream.range(0, 20).mapToObj(i -> problem.createSolution()).toList();
    problem.evaluateAll(batch);
    for (IntegerSolution solution : batch) {
      IntegerSolution single = problem.evaluate(solution(HwGptIntegerProblem.genes(solution)));
      assertArrayEquals(single.objectives(), solution.objectives());
      assertArrayEquals(single.constraints(), solution.constraints());
    }
  }
}

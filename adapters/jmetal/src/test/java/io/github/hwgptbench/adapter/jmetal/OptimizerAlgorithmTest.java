package io.github.hwgptbench.adapter.jmetal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.algorithm.internal.framework.OptimizerName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.uma.jmetal.problem.integerproblem.impl.AbstractIntegerProblem;
import org.uma.jmetal.problem.multiobjective.NMMin;
import org.uma.jmetal.problem.multiobjective.OneZeroMax;
import org.uma.jmetal.problem.multiobjective.zdt.ZDT5;
import org.uma.jmetal.solution.binarysolution.BinarySolution;
import org.uma.jmetal.solution.integersolution.IntegerSolution;
import org.uma.jmetal.util.pseudorandom.JMetalRandom;

/** Our optimizers on problems of jMetal's own. */
class OptimizerAlgorithmTest {

  private static final int BUDGET = 120;
  /** Where each evaluation fits models. */
  private static final int BUDGET_OF_MODELS = 25;

  private static int budget(OptimizerFactory factory) {
    return factory.getClass().getPackageName().endsWith(".bayes") ? BUDGET_OF_MODELS : BUDGET;
  }

  /** Runs without a seed of their own draw it from the generator of the framework. */
  @BeforeEach
  void sameDraws() {
    JMetalRandom.getInstance().setSeed(1);
  }

  static List<OptimizerFactory> optimizers() {
    return AlgorithmRegistry.load().optimizers();
  }

  /** Counts what it is asked for. */
  private static final class CountedZdt5 extends ZDT5 {

    private static final long serialVersionUID = 1;

    private final List<double[]> seen = new ArrayList<>();

    @Override
    public BinarySolution evaluate(BinarySolution solution) {
      super.evaluate(solution);
      seen.add(solution.objectives().clone());
      return solution;
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void searchBits(OptimizerFactory factory) {
    CountedZdt5 problem = new CountedZdt5();
    OptimizerAlgorithm<BinarySolution> algorithm = OptimizerAlgorithmBuilder.of(
            problem, factory, Settings.initial(factory.settings()))
        .setMaxEvaluations(budget(factory))
        .build();
    assertEquals(OptimizerName.of(factory), algorithm.name());
    algorithm.run();
    assertEquals(budget(factory), problem.seen.size());
    // The first objective counts the ones of the first variable, which the grid ties together.
    int least = factory.name().equals("grid") ? 2 : 6;
    assertTrue(problem.seen.stream().map(it -> it[0]).distinct().count() >= least);
    assertNothingBetterWasSeen(algorithm.result(), problem.seen);
  }

  private static void assertNothingBetterWasSeen(List<BinarySolution> result, List<double[]> seen) {
    assertFalse(result.isEmpty());
    for (BinarySolution solution : result) {
      double[] own = solution.objectives();
      assertTrue(seen.stream()
          .noneMatch(
              it -> it[0] <= own[0] && it[1] <= own[1] && (it[0] < own[0] || it[1] < own[1])));
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void searchIntegersInAnyBounds(OptimizerFactory factory) {
    NMMin problem = new NMMin(5, -7, 11, -3, 3);
    OptimizerAlgorithm<IntegerSolution> algorithm = OptimizerAlgorithmBuilder.of(
            problem, factory, Settings.initial(factory.settings()))
        .setMaxEvaluations(budget(factory))
        .build();
    algorithm.run();
    for (IntegerSolution solution : algorithm.result()) {
      assertTrue(
          solution.variables().stream().allMatch(it -> it >= -3 && it <= 3),
          solution.variables().toString());
    }
  }

  @Test
  void everyBitAndEveryIntegerIsReached() {
    int[] ones = new int[64];
    OneZeroMax bits = new OneZeroMax(64) {
      @Override
      public BinarySolution evaluate(BinarySolution solution) {
        solution.variables().get(0).stream().forEach(bit -> ones[bit]++);
        return super.evaluate(solution);
      }
    };
    OptimizerAlgorithmBuilder.of(bits, "random").setMaxEvaluations(400).build().run();
    for (int count : ones) {
      assertEquals(200, count, 60);
    }

    int[] counts = new int[7];
    NMMin integers = new NMMin(1, 0, 2, -3, 3) {
      @Override
      public IntegerSolution evaluate(IntegerSolution solution) {
        counts[solution.variables().get(0) + 3]++;
        return super.evaluate(solution);
      }
    };
    OptimizerAlgorithmBuilder.of(integers, "random")
        .setMaxEvaluations(70)
        .build()
        .run();
    assertEquals("[10, 10, 10, 10, 10, 10, 10]", Arrays.toString(counts));
  }

  private static List<List<Integer>> result(OptimizerAlgorithmBuilder<IntegerSolution> builder) {
    OptimizerAlgorithm<IntegerSolution> algorithm = builder.build();
    algorithm.run();
    return algorithm.result().stream().map(it -> List.copyOf(it.variables())).toList();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void jMetalsSeedRepeatsARun(OptimizerFactory factory) {
    OptimizerAlgorithmBuilder<IntegerSolution> builder = OptimizerAlgorithmBuilder.of(
        new NMMin(20, -7, 7, -10, 10), factory, Settings.initial(factory.settings()));
    builder.setMaxEvaluations(budget(factory));
    JMetalRandom.getInstance().setSeed(5);
    List<List<Integer>> first = result(builder);
    List<List<Integer>> next = result(builder);
    JMetalRandom.getInstance().setSeed(5);
    assertEquals(first, result(builder));
    assertNotEquals(first, next);
    builder.setSeed(5);
    assertEquals(result(builder), result(builder));
  }

  @Test
  void constraintsKeepBrokenSolutionsOutOfTheResult() {
    AbstractIntegerProblem problem = new AbstractIntegerProblem() {
      @Override
      public IntegerSolution evaluate(IntegerSolution solution) {
        int value = solution.variables().get(0);
        solution.objectives()[0] = value;
        solution.objectives()[1] = -value;
        solution.constraints()[0] = value - 5;
        return solution;
      }
    };
    problem.numberOfObjectives(2);
    problem.numberOfConstraints(1);
    problem.name("at least five");
    problem.variableBounds(List.of(0), List.of(9));
    assertEquals(
        List.of(5, 6, 7, 8, 9),
        result(OptimizerAlgorithmBuilder.of(problem, "random")).stream()
            .map(it -> it.get(0))
            .sorted()
            .toList());
  }

  @Test
  void refusesWhatItCanNotDo() {
    AbstractIntegerProblem endless = new NMMin(1, 0, 1, Integer.MIN_VALUE, Integer.MAX_VALUE);
    String message = assertThrows(
            IllegalArgumentException.class, () -> OptimizerAlgorithmBuilder.of(endless, "random"))
        .getMessage();
    assertTrue(message.contains("variable 0: -2147483648 to 2147483647 are"), message);
    NMMin problem = new NMMin();
    assertThrows(
        IllegalArgumentException.class, () -> OptimizerAlgorithmBuilder.of(problem, "jmetal:PAES"));
    OptimizerAlgorithmBuilder<IntegerSolution> builder =
        OptimizerAlgorithmBuilder.of(problem, "random");
    assertThrows(IllegalArgumentException.class, () -> builder.setMaxEvaluations(0));
  }
}

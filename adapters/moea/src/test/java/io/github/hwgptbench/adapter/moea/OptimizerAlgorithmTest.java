package io.github.hwgptbench.adapter.moea;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.adapter.QuickRuns;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.internal.framework.OptimizerName;
import io.github.hwgptbench.problem.moea.CategoricalVariable;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moeaframework.algorithm.Algorithm;
import org.moeaframework.core.PRNG;
import org.moeaframework.core.Solution;
import org.moeaframework.core.TypedProperties;
import org.moeaframework.core.constraint.GreaterThanOrEqual;
import org.moeaframework.core.objective.Maximize;
import org.moeaframework.core.spi.AlgorithmFactory;
import org.moeaframework.core.spi.ProviderException;
import org.moeaframework.core.variable.BinaryIntegerVariable;
import org.moeaframework.core.variable.BinaryVariable;
import org.moeaframework.core.variable.RealVariable;
import org.moeaframework.core.variable.Variable;
import org.moeaframework.problem.AbstractProblem;
import org.moeaframework.problem.Problem;
import org.moeaframework.problem.ZDT.ZDT5;

/** Our optimizers on problems of MOEA Framework's own kinds, found by its own factory. */
class OptimizerAlgorithmTest {

  private static final int BUDGET = 120;

  /** Runs without a seed of their own draw it from the generator of the framework. */
  @BeforeEach
  void sameDraws() {
    PRNG.setSeed(1);
  }

  static List<String> names() {
    return names(factory -> !QuickRuns.slow(factory));
  }

  static List<String> slowNames() {
    return names(QuickRuns::slow);
  }

  private static List<String> names(Predicate<OptimizerFactory> wanted) {
    return AlgorithmRegistry.load().optimizers().stream()
        .filter(wanted)
        .map(OptimizerName::of)
        .toList();
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("slowNames")
  void slowOptimizersRunToo(String name) {
    searchBits(name);
    searchIntegersAndCategories(name);
    theFrameworksSeedRepeatsARun(name);
  }

  private static int budget(String name) {
    return AlgorithmRegistry.load().optimizers().stream()
        .filter(factory -> OptimizerName.of(factory).equals(name))
        .mapToInt(factory -> QuickRuns.budget(factory, BUDGET))
        .findFirst()
        .orElseThrow();
  }

  private static Algorithm algorithm(String name, Problem problem) {
    return AlgorithmFactory.getInstance()
        .getAlgorithm(name, TypedProperties.of("maxEvaluations", budget(name)), problem);
  }

  /** Leading ones and trailing zeros of ten bits, both to be many; every front point is known. */
  private static final class Lotz extends AbstractProblem {

    private static final int BITS = 10;

    Lotz() {
      super(1, 2);
    }

    @Override
    public void evaluate(Solution solution) {
      boolean[] bits = BinaryVariable.getBinary(solution.getVariable(0));
      int ones = 0;
      while (ones < BITS && bits[ones]) {
        ones++;
      }
      int zeros = 0;
      while (zeros < BITS && !bits[BITS - 1 - zeros]) {
        zeros++;
      }
      solution.setObjectiveValue(0, ones);
      solution.setObjectiveValue(1, zeros);
    }

    @Override
    public Solution newSolution() {
      Solution solution = new Solution(1, 2);
      solution.setVariable(0, new BinaryVariable(BITS));
      solution.setObjective(0, new Maximize());
      solution.setObjective(1, new Maximize());
      return solution;
    }
  }

  /** One variable, which is the objective, and its negation; constrained to be five or more. */
  private static final class OneVariable extends AbstractProblem {

    private final Variable variable;
    private final List<Integer> seen = new ArrayList<>();

    OneVariable(Variable variable) {
      super(1, 2, 1);
      this.variable = variable;
    }

    @Override
    public void evaluate(Solution solution) {
      int value = solution.getVariable(0) instanceof BinaryIntegerVariable integer
          ? integer.getValue()
          : ((CategoricalVariable) solution.getVariable(0)).getValue();
      seen.add(value);
      solution.setObjectiveValue(0, value);
      solution.setObjectiveValue(1, -value);
      solution.setConstraintValue(0, value);
    }

    @Override
    public Solution newSolution() {
      Solution solution = new Solution(1, 2, 1);
      solution.setVariable(0, variable.copy());
      solution.setConstraint(0, new GreaterThanOrEqual(5));
      return solution;
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void searchBits(String name) {
    Algorithm algorithm = algorithm(name, new ZDT5());
    assertEquals(name, algorithm.getName());
    algorithm.run(budget(name));
    assertEquals(budget(name), algorithm.getNumberOfEvaluations());
    assertFalse(algorithm.getResult().isEmpty());
  }

  /** All 1,024 solutions: random search repeats none before it has seen all. */
  @Test
  void findsTheWholeFrontOfLotz() {
    Algorithm algorithm = AlgorithmFactory.getInstance()
        .getAlgorithm("HwGpt-random", TypedProperties.of("maxEvaluations", 1024), new Lotz());
    algorithm.run(1024);
    assertEquals(11, algorithm.getResult().size());
    algorithm
        .getResult()
        .forEach(solution ->
            assertEquals(Lotz.BITS, solution.getObjectiveValue(0) + solution.getObjectiveValue(1)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void searchIntegersAndCategories(String name) {
    OneVariable integers = new OneVariable(new BinaryIntegerVariable(-4, 8));
    algorithm(name, integers).run(13);
    assertTrue(integers.seen.stream().allMatch(it -> it >= -4 && it <= 8));
    OneVariable categories = new OneVariable(new CategoricalVariable(13));
    algorithm(name, categories).run(13);
    assertTrue(categories.seen.stream().distinct().count() > 4);
  }

  @Test
  void constraintsKeepBrokenSolutionsOutOfTheResult() {
    OneVariable problem = new OneVariable(new BinaryIntegerVariable(-4, 8));
    Algorithm algorithm = algorithm("HwGpt-random", problem);
    algorithm.run(13);
    assertEquals(13, problem.seen.stream().distinct().count());
    List<Integer> found = new ArrayList<>();
    algorithm.getResult().forEach(it -> found.add((int) it.getObjectiveValue(0)));
    assertEquals(List.of(5, 6, 7, 8), found.stream().sorted().toList());
  }

  private static List<String> result(String name, TypedProperties properties) {
    Algorithm algorithm = AlgorithmFactory.getInstance().getAlgorithm(name, properties, new ZDT5());
    algorithm.run(budget(name));
    List<String> bits = new ArrayList<>();
    algorithm.getResult().forEach(it -> bits.add(it.getVariable(0) + " " + it.getVariable(5)));
    return bits;
  }

  @ParameterizedTest
  @MethodSource("names")
  void theFrameworksSeedRepeatsARun(String name) {
    TypedProperties properties = TypedProperties.of("maxEvaluations", budget(name));
    PRNG.setSeed(7);
    List<String> first = result(name, properties);
    List<String> next = result(name, properties);
    PRNG.setSeed(7);
    assertEquals(first, result(name, properties));
    assertNotEquals(first, next);
    properties.setLong("seed", 7);
    assertEquals(result(name, properties), result(name, properties));
  }

  @Test
  void settingsAreProperties() {
    for (OptimizerFactory factory : AlgorithmRegistry.load().optimizers()) {
      TypedProperties properties = new TypedProperties();
      properties.setString("SEED", "3");
      factory
          .settings()
          .forEach(it ->
              properties.setString(it.name(), it.toString().substring(it.name().length() + 1)));
      AlgorithmFactory.getInstance()
          .getAlgorithm(OptimizerName.of(factory), properties, new ZDT5());
      properties.throwIfUnaccessedProperties();
    }
  }

  @Test
  void refusesRealVariablesAndCheckpoints() throws Exception {
    OneVariable real = new OneVariable(new RealVariable(0, 1));
    ProviderException e =
        assertThrows(ProviderException.class, () -> algorithm("HwGpt-random", real));
    assertTrue(
        e.getCause().getMessage().startsWith("OneVariable, variable 0: a RealVariable;"),
        e.getCause().getMessage());
    Algorithm algorithm = algorithm("HwGpt-random", new ZDT5());
    try (ObjectOutputStream stream = new ObjectOutputStream(new ByteArrayOutputStream())) {
      assertThrows(NotSerializableException.class, () -> algorithm.saveState(stream));
    }
  }
}

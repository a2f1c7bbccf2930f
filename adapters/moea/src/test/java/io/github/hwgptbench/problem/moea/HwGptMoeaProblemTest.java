package io.github.hwgptbench.problem.moea;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.moeaframework.algorithm.NSGAII;
import org.moeaframework.core.Defined;
import org.moeaframework.core.PRNG;
import org.moeaframework.core.Solution;
import org.moeaframework.core.TypedProperties;
import org.moeaframework.core.operator.Variation;
import org.moeaframework.core.spi.AlgorithmFactory;
import org.moeaframework.core.spi.OperatorFactory;
import org.moeaframework.core.spi.ProblemFactory;
import org.moeaframework.core.spi.ProviderException;
import org.moeaframework.core.spi.ProviderNotFoundException;
import org.moeaframework.core.variable.Variable;
import org.moeaframework.core.variable.VariableEncodingException;
import org.moeaframework.problem.Problem;

class HwGptMoeaProblemTest {

  private static final String NAME = "HWGPT-S(params,flops,macs-max-500000000000)";
  private static final GenotypeSpace S = SearchSpace.s().genotypes();

  @BeforeEach
  void seed() {
    PRNG.setSeed(1);
  }

  private static Solution random(Problem problem) {
    Solution solution = problem.newSolution();
    for (int i = 0; i < solution.getNumberOfVariables(); i++) {
      solution.getVariable(i).randomize();
    }
    return solution;
  }

  @Test
  void isFoundByItsNameInAnyCase() {
    try (Problem problem = ProblemFactory.getInstance().getProblem(NAME.toLowerCase())) {
      assertEquals(NAME, problem.getName());
      HwGptMoeaProblem ours = assertInstanceOf(HwGptMoeaProblem.class, problem);
      for (int i = 0; i < 100; i++) {
        Solution solution = random(problem);
        problem.evaluate(solution);
        double[] objectives = new double[2];
        double[] violations = new double[1];
        ours.problem().evaluate(HwGptMoeaProblem.genes(solution), objectives, violations);
        assertArrayEquals(objectives, solution.getObjectiveValues());
        double[] margins = new double[1];
        ours.problem().evaluateMargins(HwGptMoeaProblem.genes(solution), objectives, margins);
        assertArrayEquals(margins, solution.getConstraintValues());
        assertEquals(violations[0] == 0, solution.isFeasible());
        assertEquals(violations[0], solution.getSumOfConstraintViolations());
      }
    }
  }

  @Test
  void namesVariablesObjectivesAndConstraints() {
    Solution solution = ProblemFactory.getInstance().getProblem(NAME).newSolution();
    assertEquals("mlp_ratio_1", solution.getVariable(3).getName());
    assertEquals("flops", solution.getObjective(1).getName());
    assertEquals("macs<=500000000000", solution.getConstraint(0).getName());
  }

  @Test
  void leavesNamesOfOthersAndExplainsWrongOnesOfOurs() {
    assertThrows(
        ProviderNotFoundException.class,
        () -> ProblemFactory.getInstance().getProblem("NoSuchProblem"));
    assertEquals("ZDT1", ProblemFactory.getInstance().getProblem("ZDT1").getName());
    String message = assertThrows(
            ProviderException.class,
            () -> ProblemFactory.getInstance().getProblem("HWGPT-S(params,latency@a1000)"))
        .getMessage();
    assertTrue(message.contains("did you mean 'a100'?"), message);
    message = assertThrows(
            ProviderException.class,
            () -> ProblemFactory.getInstance().getProblem("HWGPT-XXL(params,flops)"))
        .getMessage();
    assertTrue(message.contains("'xxl': unknown"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NSGAII", "MOEAD", "SPEA2", "eMOEA", "Random"})
  void algorithmsOfTheFrameworkRunUnchanged(String algorithm) {
    Problem problem = ProblemFactory.getInstance().getProblem("HWGPT-S(params,flops)");
    TypedProperties properties = new TypedProperties();
    properties.setDoubleArray("epsilon", new double[] {1e6, 1e9});
    var run = AlgorithmFactory.getInstance().getAlgorithm(algorithm, properties, problem);
    run.run(300);
    assertFalse(run.getResult().isEmpty());
  }

  @Test
  void defaultOperatorsFindTheSmallestNetwork() {
    Problem problem = ProblemFactory.getInstance().getProblem("HWGPT-S(params,flops)");
    NSGAII algorithm = new NSGAII(problem);
    algorithm.run(5000);
    SearchSpace space = SearchSpace.s();
    assertEquals(1, algorithm.getResult().size());
    assertEquals(
        space.smallest(),
        space.decode(HwGptMoeaProblem.genes(algorithm.getResult().get(0))));
  }

  @Test
  void closingClosesWhatEvaluates() {
    AtomicInteger closed = new AtomicInteger();
    HwGptMoeaProblem named = (HwGptMoeaProblem) ProblemFactory.getInstance().getProblem(NAME);
    new HwGptMoeaProblem(named.problem(), closed::incrementAndGet).close();
    new HwGptMoeaProblem(named.problem()).close();
    assertEquals(1, closed.get());
  }

  @Test
  void levelsAreUniformAtTheStartAndStaySoUnderMutation() {
    Problem problem = ProblemFactory.getInstance().getProblem(NAME);
    CategoricalMutation mutation = new CategoricalMutation(problem);
    int[][] counts = new int[S.size()][3];
    int changes = 0;
    for (int i = 0; i < 3000; i++) {
      Solution parent = random(problem);
      int[] genes = HwGptMoeaProblem.genes(parent);
      Solution solution = parent;
      for (int step = 0; step < 20; step++) {
        solution = mutation.mutate(solution);
      }
      int[] once = HwGptMoeaProblem.genes(mutation.mutate(parent));
      int[] many = HwGptMoeaProblem.genes(solution);
      assertArrayEquals(genes, HwGptMoeaProblem.genes(parent));
      for (int gene = 0; gene < genes.length; gene++) {
        counts[gene][many[gene]]++;
        if (once[gene] != genes[gene]) {
          changes++;
          assertTrue(S.active(genes, gene), "only what is active changes");
        }
      }
    }
    // One change on average, with variance a bit below 1.
    assertEquals(1, changes / 3000.0, 4 / Math.sqrt(3000));
    assertUniform(counts, 3000);
  }

  /**
   * By the operators that algorithms find for themselves, over as many generations as runs have.
   */
  @Test
  void levelsStayUniformUnderCrossoverAndMutationInTurn() {
    Problem problem = ProblemFactory.getInstance().getProblem(NAME);
    Variation variation = OperatorFactory.getInstance().getVariation(problem);
    int[][] counts = new int[S.size()][3];
    int pairs = 1500;
    for (int i = 0; i < pairs; i++) {
      Solution[] family = {random(problem), random(problem)};
      for (int generation = 0; generation < 20; generation++) {
        family = variation.evolve(family);
        assertEquals(2, family.length);
      }
      for (Solution child : family) {
        int[] genes = HwGptMoeaProblem.genes(child);
        for (int gene = 0; gene < genes.length; gene++) {
          counts[gene][genes[gene]]++;
        }
      }
    }
    assertUniform(counts, 2 * pairs);
  }

  @Test
  void mutationGoesToEitherOtherLevelAlike() {
    Problem problem = ProblemFactory.getInstance().getProblem(NAME);
    CategoricalMutation mutation = new CategoricalMutation(problem);
    int[] steps = new int[3];
    while (steps[1] + steps[2] < 3000) {
      Solution parent = random(problem);
      int before = HwGptMoeaProblem.genes(parent)[0];
      int after = HwGptMoeaProblem.genes(mutation.mutate(parent))[0];
      steps[(after - before + 3) % 3]++;
    }
    assertEquals(1500, steps[1], 4 * Math.sqrt(3000 / 4.0));
  }

  private static void assertUniform(int[][] counts, int total) {
    for (int gene = 0; gene < counts.length; gene++) {
      double expected = total / (double) S.levels(gene);
      double chiSquare = 0;
      for (int level = 0; level < S.levels(gene); level++) {
        chiSquare += Math.pow(counts[gene][level] - expected, 2) / expected;
      }
      // 27 genes: 0.9999 quantile at 2 degrees of freedom.
      assertTrue(chiSquare < 18.4, S.name(gene) + ": " + chiSquare);
    }
  }

  @Test
  void aVariableSurvivesTextAndCopies() {
    CategoricalVariable variable = new CategoricalVariable("n_layer", 3);
    variable.setValue(2);
    CategoricalVariable copy = variable.copy();
    assertEquals(variable, copy);
    variable.setValue(1);
    assertEquals(2, copy.getValue());
    CategoricalVariable again = assertInstanceOf(
        CategoricalVariable.class, Defined.createInstance(Variable.class, copy.getDefinition()));
    again.decode(copy.encode());
    assertEquals(copy, again);
    assertThrows(VariableEncodingException.class, () -> again.decode("3"));
    assertThrows(VariableEncodingException.class, () -> again.decode("x"));
    assertThrows(IllegalArgumentException.class, () -> variable.setValue(-1));
    assertThrows(IllegalArgumentException.class, () -> new CategoricalVariable(0));
  }
}

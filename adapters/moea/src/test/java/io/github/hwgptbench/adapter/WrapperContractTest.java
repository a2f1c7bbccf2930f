package io.github.hwgptbench.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.hwgptbench.adapter.jmetal.OptimizerAlgorithmBuilder;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.algorithm.internal.framework.BudgetedProblem;
import io.github.hwgptbench.algorithm.internal.framework.OptimizerName;
import io.github.hwgptbench.objective.ComputeEvaluator;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Criterion;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.problem.jmetal.HwGptIntegerProblem;
import io.github.hwgptbench.problem.moea.CategoricalVariable;
import io.github.hwgptbench.problem.moea.HwGptMoeaProblem;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.moeaframework.core.Solution;
import org.moeaframework.core.TypedProperties;
import org.moeaframework.core.spi.AlgorithmFactory;
import org.uma.jmetal.solution.integersolution.IntegerSolution;

/** The same optimizer and seed see the same values, to the bit, whoever wraps the problem. */
class WrapperContractTest {

  private static final int BUDGET = 150;
  private static final long SEED = 9001;

  private static Problem problem(String space, boolean noisy) {
    ArchitectureProblem.Builder builder = ArchitectureProblem.builder(
            new ComputeEvaluator(SearchSpace.of(space), ComputeEvaluator.SUPPORTED))
        .objectives(Objective.parse("flops"), Objective.parse("params"))
        .constraints(Constraint.parse("macs<=500000000000"));
    if (noisy) {
      builder.noise((index, genes, value, random) -> value * (1 + random.nextDouble()), 77);
    }
    return builder.build();
  }

  /** Evaluates by way of jMetal's solutions. */
  private record ThroughJMetal(HwGptIntegerProblem wrapper) implements Through {

    @Override
    public Problem core() {
      return wrapper.problem();
    }

    @Override
    public void evaluateMargins(int[] genes, double[] objectives, double[] margins) {
      IntegerSolution solution = wrapper.createSolution();
      for (int gene = 0; gene < genes.length; gene++) {
        solution.variables().set(gene, genes[gene]);
      }
      wrapper.evaluate(solution);
      System.arraycopy(solution.objectives(), 0, objectives, 0, objectives.length);
      for (int i = 0; i < margins.length; i++) {
        margins[i] = 0.0 - solution.constraints()[i];
      }
    }
  }

  /** Evaluates by way of MOEA Framework's solutions. */
  private record ThroughMoea(HwGptMoeaProblem wrapper) implements Through {

    @Override
    public Problem core() {
      return wrapper.problem();
    }

    @Override
    public void evaluateMargins(int[] genes, double[] objectives, double[] margins) {
      Solution solution = wrapper.newSolution();
      for (int gene = 0; gene < genes.length; gene++) {
        ((CategoricalVariable) solution.getVariable(gene)).setValue(genes[gene]);
      }
      wrapper.evaluate(solution);
      System.arraycopy(solution.getObjectiveValues(), 0, objectives, 0, objectives.length);
      System.arraycopy(solution.getConstraintValues(), 0, margins, 0, margins.length);
    }
  }

  private interface Through extends Problem {

    Problem core();

    @Override
    default void evaluate(int[] genes, double[] objectives, double[] violations) {
      throw new UnsupportedOperationException("The searches of this test read margins");
    }

    @Override
    default void evaluateMargins(int[][] genes, double[][] objectives, double[][] margins) {
      for (int i = 0; i < genes.length; i++) {
        evaluateMargins(genes[i], objectives[i], margins[i]);
      }
    }

    @Override
    default String name() {
      return core().name();
    }

    @Override
    default GenotypeSpace genotypes() {
      return core().genotypes();
    }

    @Override
    default List<? extends Criterion> objectives() {
      return core().objectives();
    }

    @Override
    default List<? extends Criterion> constraints() {
      return core().constraints();
    }
  }

  @Test
  void tracesAreTheSame() {
    assertSameTraces("s", true);
  }

  @Tag("slow")
  @Test
  void tracesOfTheLargestSpaceAreTheSame() {
    assertSameTraces("l_wide", false);
  }

  private static void assertSameTraces(String space, boolean noisy) {
    List<Evaluation> core = trace(problem(space, noisy), Function.identity());
    assertEquals(
        core, trace(problem(space, noisy), p -> new ThroughJMetal(new HwGptIntegerProblem(p))));
    assertEquals(core, trace(problem(space, noisy), p -> new ThroughMoea(new HwGptMoeaProblem(p))));
  }

  private static List<Evaluation> trace(Problem problem, Function<Problem, Problem> wrapper) {
    List<Evaluation> trace = new ArrayList<>();
    for (OptimizerFactory factory : AlgorithmRegistry.load().optimizers()) {
      factory
          .create(Settings.of(factory.settings(), QuickRuns.settings(factory)))
          .run(wrapper.apply(problem), QuickRuns.budget(factory, 300), 9001, trace::add);
    }
    return trace;
  }

  /** The optimizer drives itself in the core, and is driven by each framework in turn. */
  @Test
  void tracesOfAlgorithmsAreTheSame() {
    assertSameTracesOfAlgorithms("s", true);
  }

  @Tag("slow")
  @Test
  void tracesOfAlgorithmsInTheLargestSpaceAreTheSame() {
    assertSameTracesOfAlgorithms("l_wide", false);
  }

  private static void assertSameTracesOfAlgorithms(String space, boolean noisy) {
    for (OptimizerFactory factory : AlgorithmRegistry.load().optimizers()) {
      Settings settings = Settings.of(factory.settings(), QuickRuns.settings(factory));
      int budget = QuickRuns.budget(factory, BUDGET);
      List<Evaluation> core = new ArrayList<>();
      factory.create(settings).run(problem(space, noisy), budget, SEED, core::add);

      List<Evaluation> jmetal = new ArrayList<>();
      OptimizerAlgorithmBuilder.of(
              new HwGptIntegerProblem(recorded(problem(space, noisy), jmetal)), factory, settings)
          .setMaxEvaluations(budget)
          .setSeed(SEED)
          .build()
          .run();
      assertEquals(core, jmetal, factory.name());

      List<Evaluation> moea = new ArrayList<>();
      TypedProperties properties = new TypedProperties();
      properties.setInt("maxEvaluations", budget);
      properties.setLong("seed", SEED);
      settings.changed().forEach(properties::setString);
      AlgorithmFactory.getInstance()
          .getAlgorithm(
              OptimizerName.of(factory),
              properties,
              new HwGptMoeaProblem(recorded(problem(space, noisy), moea)))
          .run(budget);
      assertEquals(core, moea, factory.name());
    }
  }

  /** Tells of every evaluation, and never ends. */
  private static Problem recorded(Problem problem, List<Evaluation> trace) {
    return new BudgetedProblem(problem, Integer.MAX_VALUE, trace::add);
  }
}

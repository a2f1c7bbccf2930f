package io.github.hwgptbench.adapter;

import static io.github.hwgptbench.algorithm.ConstraintHandling.HEEDED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.adapter.jmetal.OptimizerAlgorithmBuilder;
import io.github.hwgptbench.algorithm.AlgorithmFactory;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.internal.framework.BudgetedProblem;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.problem.jmetal.HwGptIntegerProblem;
import io.github.hwgptbench.problem.moea.HwGptMoeaProblem;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moeaframework.core.TypedProperties;

/**
 * What algorithms do about a constraint that opposes the objectives: architectures with the best
 * accuracy have too many parameters. One that ignores it is drawn to what is infeasible.
 */
class ConstrainedRunsTest {

  /** Of three architectures that are drawn at random, one is feasible. */
  private static final double RANDOM = 0.33;

  private static final int BUDGET = 1200;

  private static final HwGptBench BENCH = HwGptBench.open(SearchSpace.m());
  private static final List<Objective> OBJECTIVES =
      List.of(Objective.parse("accuracy"), Objective.parse("energy@h100"));
  private static final ObjectiveEvaluator EVALUATOR =
      BENCH.evaluator(List.of(OBJECTIVES.get(0), OBJECTIVES.get(1), Objective.parse("params")));
  private static final Problem FREE =
      ArchitectureProblem.builder(EVALUATOR).objectives(OBJECTIVES).build();
  private static final Problem CONSTRAINED = ArchitectureProblem.builder(EVALUATOR)
      .objectives(OBJECTIVES)
      .constraints(Constraint.parse("params<=9e7"))
      .build();

  @AfterAll
  static void close() {
    EVALUATOR.close();
    BENCH.close();
  }

  private static List<Evaluation> run(String name, Problem problem, int budget) {
    List<Evaluation> evaluations = new ArrayList<>();
    AlgorithmRegistry.load().algorithm(name).run(problem, budget, 1, evaluations::add);
    return evaluations;
  }

  /** The share of what is feasible in the second half of a run. */
  private static double feasible(List<Evaluation> evaluations) {
    List<Evaluation> half = evaluations.subList(evaluations.size() / 2, evaluations.size());
    return (double) half.stream().filter(Evaluation::feasible).count() / half.size();
  }

  private static List<String> names(ConstraintHandling handling) {
    return AlgorithmRegistry.load().factories().stream()
        .filter(factory -> factory.constraintHandling() == handling)
        .map(factory -> new AlgorithmName(factory.name(), factory.preset(), Map.of()).toString())
        .toList();
  }

  static List<String> heeding() {
    // At a single fidelity moasha draws at random.
    return names(HEEDED).stream()
        .filter(name -> !name.equals("moasha") && (name.equals("ehvi") || !fitsModels(name)))
        .toList();
  }

  static List<String> heedingWithModels() {
    return names(HEEDED).stream()
        .filter(name -> !name.equals("ehvi") && fitsModels(name))
        .toList();
  }

  private static boolean fitsModels(String name) {
    return name.matches("lsbo|rsbo|(.+-|n)?ehvi|prior-front|parego|ridge");
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("heedingWithModels")
  void allThatFitModelsFindFarMoreThatIsFeasible(String name) {
    whatHeedsConstraintsFindsFarMoreThatIsFeasible(name);
  }

  @ParameterizedTest
  @MethodSource("heeding")
  void whatHeedsConstraintsFindsFarMoreThatIsFeasible(String name) {
    double share = feasible(run(name, CONSTRAINED, fitsModels(name) ? 60 : BUDGET));
    // The published NSGA-II draws half of the genes anew.
    double least = name.equals("nsga2@paper") ? 1.8 * RANDOM : 0.75;
    assertTrue(share >= least, name + " " + share);
  }

  @Test
  void aRandomSearchFindsAThirdFeasible() {
    assertEquals(RANDOM, feasible(run("random", CONSTRAINED, BUDGET)), 0.05);
  }

  @Test
  void everyAlgorithmDeclaresWhatItDoes() {
    assertEquals(List.of(), names(ConstraintHandling.UNDECLARED));
    assertEquals(
        List.of(
                "random",
                "random@paper",
                "grid",
                "moasha@paper",
                "jmetal:RandomSearch",
                "moea:Random")
            .stream()
            .sorted()
            .toList(),
        names(ConstraintHandling.UNGUIDED).stream().sorted().toList());
    assertEquals(List.of("moea:IBEA"), names(ConstraintHandling.REFUSED));
  }

  @Test
  void whatRefusesConstraintsSaysSoBeforeItEvaluates() {
    List<Evaluation> evaluations = new ArrayList<>();
    String message = assertThrows(
            IllegalArgumentException.class,
            () -> AlgorithmRegistry.load()
                .algorithm("moea:IBEA")
                .run(CONSTRAINED, 100, 1, evaluations::add))
        .getMessage();
    assertEquals(
        "moea:IBEA can't search HWGPT-M(accuracy,energy@h100,params-max-90000000):"
            + " it has constraints; allowed: problems without",
        message);
    assertTrue(evaluations.isEmpty());
    AlgorithmFactory factory = AlgorithmRegistry.load().factory(AlgorithmName.parse("moea:IBEA"));
    assertTrue(factory.refusal(2, 1).isPresent());
    assertTrue(factory.refusal(2, 0).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nsga2", "mo-re", "local-search"})
  void oursHeedConstraintsInTheFrameworksToo(String name) {
    List<Evaluation> ofJMetal = new ArrayList<>();
    OptimizerAlgorithmBuilder.of(
            new HwGptIntegerProblem(new BudgetedProblem(CONSTRAINED, 5000, ofJMetal::add)), name)
        .setMaxEvaluations(BUDGET)
        .setSeed(1)
        .build()
        .run();
    assertTrue(feasible(ofJMetal) >= 0.8, name + " " + feasible(ofJMetal));

    List<Evaluation> ofMoea = new ArrayList<>();
    TypedProperties properties = new TypedProperties();
    properties.setInt("maxEvaluations", BUDGET);
    properties.setLong("seed", 1);
    org.moeaframework.core.spi.AlgorithmFactory.getInstance()
        .getAlgorithm(
            "HwGpt-" + name,
            properties,
            new HwGptMoeaProblem(new BudgetedProblem(CONSTRAINED, 5000, ofMoea::add)))
        .run(BUDGET);
    assertEquals(ofJMetal, ofMoea);
  }

  @Test
  void thereAreTwoAlgorithmsThatEstimateTheGeometryOfFronts() {
    assertNotEquals(run("jmetal:AGEMOEA", FREE, 500), run("jmetal:AGEMOEAII", FREE, 500));
  }
}

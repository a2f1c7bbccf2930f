package io.github.hwgptbench.adapter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.hwgptbench.algorithm.AlgorithmFactory;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.SimulatedClock;
import io.github.hwgptbench.objective.ComputeEvaluator;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every algorithm of another framework that is run on our budget. */
class FrameworkRunsTest {

  private static final SearchSpace SPACE = SearchSpace.s();

  /** Conflicting: parameters against how many levels are away from the top. */
  private static final ObjectiveEvaluator EVALUATOR = new ObjectiveEvaluator() {
    private final ObjectiveEvaluator compute =
        new ComputeEvaluator(SPACE, List.of(Objective.of(Metric.PARAMS)));

    @Override
    public SearchSpace space() {
      return SPACE;
    }

    @Override
    public List<Objective> objectives() {
      return List.of(Objective.of(Metric.PERPLEXITY), Objective.of(Metric.PARAMS));
    }

    @Override
    public void evaluate(int[] genes, double[] values) {
      double[] params = new double[1];
      compute.evaluate(genes, params);
      values[1] = params[0];
      values[0] = 0;
      for (int gene = 0; gene < genes.length; gene++) {
        if (SPACE.genotypes().active(genes, gene)) {
          values[0] -= (gene + 1) * genes[gene];
        }
      }
    }
  };

  private static final Problem PROBLEM =
      ArchitectureProblem.builder(EVALUATOR).objectives(EVALUATOR.objectives()).build();

  /** A problem so small that most of what is evaluated was evaluated before. */
  private static final Problem TINY = ArchitectureProblem.builder(new ComputeEvaluator(
          SearchSpace.builder("tiny")
              .embedDims(64, 128)
              .layerCounts(1, 2)
              .headCounts(2, 4)
              .mlpRatios(1)
              .build(),
          ComputeEvaluator.SUPPORTED))
      .objectives(Objective.parse("flops"), Objective.parse("params"))
      .build();

  private static final Problem THREE_OBJECTIVES = ArchitectureProblem.builder(
          new ComputeEvaluator(SPACE, ComputeEvaluator.SUPPORTED))
      .objectives(Objective.parse("flops"), Objective.parse("params"), Objective.parse("macs"))
      .build();

  static List<String> names() {
    return AlgorithmRegistry.load().factories().stream()
        .map(AlgorithmFactory::name)
        .filter(name -> name.contains(":"))
        .toList();
  }

  private static SearchAlgorithm algorithm(String name) {
    return AlgorithmRegistry.load().algorithm(name);
  }

  private static List<Evaluation> run(
      SearchAlgorithm algorithm, Problem problem, int budget, long seed) {
    List<Evaluation> evaluations = new ArrayList<>();
    algorithm.run(problem, budget, seed, evaluations::add);
    return evaluations;
  }

  /** Evaluations are ten times as quick as typical ones. */
  private static final SimulatedClock QUICK = new SimulatedClock() {
    @Override
    public double seconds(int[] genes, int fidelity, int before) {
      return 1;
    }

    @Override
    public double typicalSeconds() {
      return 10;
    }

    @Override
    public double shortestSeconds() {
      return 0.5;
    }
  };

  @ParameterizedTest
  @MethodSource("names")
  void spendsItsTimeExactlyWithTheSettingsOfTypicalEvaluations(String name) {
    List<Evaluation> evaluations = new ArrayList<>();
    algorithm(name)
        .run(
            PROBLEM,
            new SearchConditions(Budget.seconds(1_230), SearchStart.EMPTY, 1, QUICK, false),
            3,
            evaluations::add);
    assertEquals(1_230, evaluations.size());
    List<Evaluation> typical = run(algorithm(name), PROBLEM, 123, 3);
    for (int i = 0; i < 123; i++) {
      assertArrayEquals(
          typical.get(i).candidate().genes(), evaluations.get(i).candidate().genes());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void itsOwnTimeCountsWhereThatIsAsked(String name) {
    List<Evaluation> evaluations = new ArrayList<>();
    algorithm(name)
        .run(
            PROBLEM,
            new SearchConditions(Budget.seconds(120), SearchStart.EMPTY, 1, QUICK, true),
            3,
            evaluations::add);
    assertTrue(!evaluations.isEmpty() && evaluations.size() < 120, evaluations.size() + " made");
    for (int i = 0; i < evaluations.size(); i++) {
      double seconds = evaluations.get(i).seconds();
      assertTrue(seconds > i + 1 && seconds <= 120, "evaluation " + i + " ended at " + seconds);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void spendsItsBudgetExactly(String name) {
    for (int budget : new int[] {1, 7, 40, 41, 123, 501}) {
      List<Evaluation> evaluations = run(algorithm(name), PROBLEM, budget, 3);
      assertEquals(budget, evaluations.size());
      for (int i = 0; i < budget; i++) {
        Evaluation evaluation = evaluations.get(i);
        assertEquals(i, evaluation.candidate().number());
        double[] objectives = new double[2];
        PROBLEM.evaluate(evaluation.candidate().genes(), objectives);
        assertArrayEquals(objectives, evaluation.objectives());
      }
    }
    assertThrows(IllegalArgumentException.class, () -> run(algorithm(name), PROBLEM, 0, 3));
  }

  @ParameterizedTest
  @MethodSource("names")
  void survivesASpaceThatIsSoonExhausted(String name) {
    assertEquals(300, run(algorithm(name), TINY, 300, 1).size());
  }

  @ParameterizedTest
  @MethodSource("names")
  void searchesThreeObjectivesOrSaysWhyNot(String name) {
    if (name.equals("jmetal:MOEAD")) {
      String message = assertThrows(
              IllegalArgumentException.class, () -> run(algorithm(name), THREE_OBJECTIVES, 300, 1))
          .getMessage();
      assertTrue(message.contains("has 3 objectives; allowed: 2"), message);
    } else {
      assertEquals(300, run(algorithm(name), THREE_OBJECTIVES, 300, 1).size());
    }
  }

  /** Those that only look around one solution, or nowhere, or weigh objectives of any unit. */
  private static final Set<String> WEAK =
      Set.of("jmetal:RandomSearch", "jmetal:PAES", "moea:Random", "moea:PAES", "moea:MOEAD");

  @ParameterizedTest
  @MethodSource("names")
  void findsMoreThanRandomSearch(String name) {
    assumeFalse(WEAK.contains(name), "not expected of " + name);
    double[] reference = {1, 2.5e8};
    assertTrue(volume(run(algorithm(name), PROBLEM, 1500, 1), reference)
        > volume(run(algorithm("random"), PROBLEM, 1500, 1), reference));
  }

  private static double volume(List<Evaluation> evaluations, double[] reference) {
    return Hypervolume.of(
        evaluations.stream().map(Evaluation::objectives).toArray(double[][]::new), reference);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aListenerCanEndARun(String name) {
    IllegalStateException stop = new IllegalStateException("enough");
    List<Evaluation> evaluations = new ArrayList<>();
    assertSame(
        stop,
        assertThrows(
            IllegalStateException.class,
            () -> algorithm(name).run(PROBLEM, 100, 1, evaluation -> {
              evaluations.add(evaluation);
              if (evaluations.size() == 57) {
                throw stop;
              }
            })));
    assertEquals(57, evaluations.size());
  }

  @ParameterizedTest
  @CsvSource({
    "jmetal:NSGAII(population=10)",
    "moea:NSGAII(population=10)",
    "jmetal:SMSEMOA(population=10)",
    "moea:SMSEMOA(population=10)",
    "jmetal:MOCell(side=4)",
    "jmetal:NSGAIII(divisions=9)",
    "moea:NSGAIII(divisions=9)",
    "moea:RVEA(divisions=9)",
    "moea:eMOEA(epsilon=5)",
    "moea:AMOSA(climbs=0)",
    "moea:MOEAD(neighborhood=2)",
    "moea:PAES(bisections=1)",
    "moea:PESA2(archive=5)",
    "jmetal:SPEA2(crossover=0.1)",
    "moea:SPEA2(crossover=0.1)"
  })
  void settingsChangeTheSearch(String name) {
    String usual = name.substring(0, name.indexOf('('));
    assertEquals(name, algorithm(name).name().toString());
    assertNotEquals(run(algorithm(usual), PROBLEM, 400, 1), run(algorithm(name), PROBLEM, 400, 1));
  }

  static List<String> leastSettings() {
    return AlgorithmRegistry.load().factories().stream()
        .filter(factory -> factory.name().contains(":"))
        .flatMap(factory -> factory.settings().stream()
            .map(setting -> "%s(%s=%s)".formatted(factory.name(), setting.name(), least(setting))))
        .toList();
  }

  /** The smallest number that a setting says it allows. */
  private static String least(Setting<?> setting) {
    return setting.allowed().replace("auto, ", "").replaceFirst(" .*", "");
  }

  @ParameterizedTest
  @MethodSource("leastSettings")
  void worksWithTheLeastThatASettingAllows(String name) {
    assertEquals(200, run(algorithm(name), PROBLEM, 200, 1).size());
  }

  @Test
  void refusesPopulationsThatDontPair() {
    String message = assertThrows(
            IllegalArgumentException.class, () -> algorithm("jmetal:NSGAII(population=41)"))
        .getMessage();
    assertEquals(
        "Algorithm 'jmetal:NSGAII': Setting 'population': '41' is not allowed;"
            + " allowed: auto, even numbers",
        message);
  }

  @Test
  void algorithmsAreFoundByTheirNames() {
    AlgorithmRegistry registry = AlgorithmRegistry.load();
    assertEquals("jmetal:NSGAII", registry.algorithm("jmetal:nsgaii").name().toString());
    assertEquals("moea:NSGAII", registry.algorithm("moea:NSGAII").name().toString());
    String message = assertThrows(
            IllegalArgumentException.class, () -> registry.algorithm("jmetal:NSGA2"))
        .getMessage();
    assertTrue(message.endsWith("(did you mean 'jmetal:NSGAII'?)"), message);
  }

  /** A seed has to mean the same on every JDK and machine, or published runs can't be repeated. */
  @ParameterizedTest
  @CsvSource({"jmetal:NSGAII,-1625205235", "moea:NSGAII,-776890891", "random,480362850"})
  void aSeedMeansTheSameEverywhere(String name, int hash) {
    assertEquals(
        hash, run(AlgorithmRegistry.load().algorithm(name), PROBLEM, 600, 42).hashCode());
  }
}

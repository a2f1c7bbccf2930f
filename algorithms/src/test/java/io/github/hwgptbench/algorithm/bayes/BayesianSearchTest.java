package io.github.hwgptbench.algorithm.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BayesianSearchTest {

  private static final GenotypeSpace SPACE = SearchSpace.s().genotypes();

  /** The more of everything the better the first, and the worse the second; layers differ. */
  private static double[] tradeOff(int[] genes) {
    double gain = 3 * genes[0] + genes[1];
    double cost = 4 * genes[0] * genes[0] + genes[1] + 0.5 * genes[2];
    for (int gene = 3; gene < genes.length; gene++) {
      if (SPACE.active(genes, gene)) {
        gain += genes[gene] * (1 + (gene % 12) / 6.0) * 0.2;
        cost += genes[gene] * (gene < 15 ? 0.4 : 0.3) * (1 + 0.5 * genes[0]);
      }
    }
    return new double[] {-gain, cost};
  }

  private static Optimizer optimizer(
      String name, SearchTask task, long seed, Map<String, String> settings) {
    OptimizerFactory factory = AlgorithmRegistry.load().optimizer(AlgorithmName.parse(name));
    return factory.create(
        task, Settings.of(factory.settings(), settings), new SplittableRandom(seed));
  }

  private static List<Evaluation> run(
      String name, int budget, long seed, Function<int[], double[]> objectives) {
    int count = objectives.apply(SPACE.sample(new SplittableRandom(0))).length;
    Optimizer optimizer = optimizer(name, new SearchTask(SPACE, count, 0, budget), seed, Map.of());
    List<Evaluation> evaluations = new ArrayList<>();
    while (evaluations.size() < budget) {
      Candidate candidate = optimizer.ask(1).get(0);
      Evaluation evaluation =
          new Evaluation(candidate, objectives.apply(candidate.genes()), new double[0]);
      evaluations.add(evaluation);
      optimizer.tell(List.of(evaluation));
    }
    return evaluations;
  }

  private static double volume(List<Evaluation> evaluations) {
    return Hypervolume.of(
        evaluations.stream().map(Evaluation::objectives).toArray(double[][]::new),
        new double[] {0, 50});
  }

  @ParameterizedTest
  @ValueSource(strings = {"ehvi", "nehvi", "rsbo", "parego", "ridge"})
  void findsMoreThanRandomSearchWithEverySeed(String name) {
    for (long seed = 1; seed <= 3; seed++) {
      double random = volume(run("random", 60, seed, BayesianSearchTest::tradeOff));
      double found = volume(run(name, 60, seed, BayesianSearchTest::tradeOff));
      assertTrue(found > random * 1.05, seed + ": " + found + " against " + random);
    }
  }

  @Test
  void learnsFromWhatOthersProposed() {
    List<Evaluation> drawn = run("random", 60, 1, BayesianSearchTest::tradeOff);
    Optimizer optimizer = optimizer("ehvi", new SearchTask(SPACE, 2, 0, 60), 1, Map.of());
    List<Evaluation> evaluations = new ArrayList<>(drawn.subList(0, 40));
    evaluations.forEach(
        it -> optimizer.learn(it.candidate().genes(), it.objectives(), it.violations()));
    for (int i = 0; i < 15; i++) {
      Candidate candidate = optimizer.ask(1).get(0);
      Evaluation evaluation = new Evaluation(candidate, tradeOff(candidate.genes()), new double[0]);
      evaluations.add(evaluation);
      optimizer.tell(List.of(evaluation));
    }
    assertTrue(volume(evaluations) > 1.05 * volume(drawn));
  }

  @Test
  void theOrdinalKernelLearnsToo() {
    Optimizer optimizer =
        optimizer("ehvi", new SearchTask(SPACE, 2, 0, 40), 1, Map.of("kernel", "ordinal"));
    List<Evaluation> evaluations = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Candidate candidate = optimizer.ask(1).get(0);
      evaluations.add(new Evaluation(candidate, tradeOff(candidate.genes()), new double[0]));
      optimizer.tell(evaluations.subList(i, i + 1));
    }
    assertTrue(
        volume(evaluations) > 1.05 * volume(run("random", 40, 1, BayesianSearchTest::tradeOff)));
  }

  /** A weighted sum wants one point of the front, and all of the objective with all the weight. */
  @Test
  void aLinearScalarizationFindsTheBestOfAnObjective() {
    Optimizer optimizer =
        optimizer("lsbo", new SearchTask(SPACE, 2, 0, 60), 4, Map.of("weights", "1:0"));
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 60; i++) {
      Candidate candidate = optimizer.ask(1).get(0);
      double[] values = tradeOff(candidate.genes());
      // The corner that the design has is the optimum of this problem; bend it away from there.
      values[0] += candidate.genes()[3] + candidate.genes()[20] * 2;
      least = Math.min(least, values[0]);
      optimizer.tell(List.of(new Evaluation(candidate, values, new double[0])));
    }
    int[] best = new int[SPACE.size()];
    Arrays.fill(best, 2);
    best[2] = 1;
    best[3] = 0;
    best[20] = 0;
    assertEquals(tradeOff(best)[0], least, 1e-9);
  }

  /** New weights lead everywhere on a front, the same weights to one place of it. */
  @Test
  void randomScalarizationsReachBothEndsOfAFrontAndALinearOneDoesNot() {
    double random = spread(run("rsbo", 60, 5, BayesianSearchTest::tradeOff));
    double linear = spread(run("lsbo", 60, 5, BayesianSearchTest::tradeOff));
    assertTrue(random > 2 * linear, random + " and " + linear);
  }

  /** The standard deviation of the first objective over what was suggested. */
  private static double spread(List<Evaluation> evaluations) {
    double[] values = evaluations.stream()
        .skip(10)
        .mapToDouble(evaluation -> evaluation.objectives()[0])
        .toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    return Math.sqrt(Arrays.stream(values)
        .map(value -> (value - mean) * (value - mean))
        .average()
        .orElseThrow());
  }

  @Test
  void lsboRefusesAsManyWeightsAsThereAreNoObjectives() {
    SearchTask task = new SearchTask(SPACE, 2, 0, 60);
    assertThrows(
        IllegalArgumentException.class,
        () -> optimizer("lsbo", task, 4, Map.of("weights", "1:0:1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ehvi", "rsbo", "lsbo"})
  void beginsWithTheExtremesAndNeverRepeatsItself(String name) {
    List<Evaluation> evaluations = run(name, 50, 9, BayesianSearchTest::tradeOff);
    List<String> seen = evaluations.stream()
        .map(evaluation -> Arrays.toString(evaluation.candidate().genes()))
        .toList();
    assertEquals(50, seen.stream().distinct().count());
    assertArrayEquals(new int[SPACE.size()], evaluations.get(0).candidate().genes());
    int[] highest = evaluations.get(1).candidate().genes();
    for (int gene = 0; gene < highest.length; gene++) {
      assertEquals(SPACE.levels(gene) - 1, highest[gene]);
    }
    assertEquals(evaluations, run(name, 50, 9, BayesianSearchTest::tradeOff));
  }

  /** A seed has to mean the same on every JDK and machine, or published runs can't be repeated. */
  @ParameterizedTest
  @CsvSource({
    "ehvi,-2023852926",
    "rsbo,414896436",
    "lsbo,1292817386",
    "ehvi@paper,-2028606432",
    "rsbo@paper,753728693",
    "lsbo@paper,1497557715"
  })
  void aSeedMeansTheSameEverywhere(String name, int hash) {
    assertEquals(hash, run(name, 40, 42, BayesianSearchTest::tradeOff).hashCode());
  }

  @Test
  void candidatesThatAreEvaluatedAtTheSameTimeDiffer() {
    Optimizer optimizer = optimizer("ehvi", new SearchTask(SPACE, 2, 0, 60), 2, Map.of());
    List<Candidate> design = optimizer.ask(100);
    assertEquals(10, design.size());
    optimizer.tell(design.stream()
        .map(it -> new Evaluation(it, tradeOff(it.genes()), new double[0]))
        .toList());
    List<Candidate> open = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      open.addAll(optimizer.ask(1));
    }
    assertEquals(
        4, open.stream().map(it -> Arrays.toString(it.genes())).distinct().count());
    // Without a pretended value of the first, the second would be next to it and worth little.
    double[][] values = open.stream().map(it -> tradeOff(it.genes())).toArray(double[][]::new);
    assertTrue(Hypervolume.of(values, new double[] {0, 50})
        > 1.02 * Hypervolume.of(new double[][] {values[0]}, new double[] {0, 50}));
    for (int i = 3; i >= 0; i--) {
      optimizer.tell(List.of(new Evaluation(open.get(i), values[i], new double[0])));
    }
    assertEquals(1, optimizer.ask(7).size());
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void valuesThatNoModelCanLearnFromAreSurvived(double strange) {
    List<Evaluation> evaluations = run("ehvi", 40, 3, genes -> {
      double[] values = tradeOff(genes);
      if (genes[0] == 1) {
        values[genes[1] % 2] = strange;
      }
      return values;
    });
    assertEquals(40, evaluations.size());
    List<Evaluation> nothing = run("ehvi", 20, 3, genes -> new double[] {strange, strange});
    assertEquals(20, nothing.size());
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7, 8})
  void constraintsDrawTheSearchToWhatIsAllowed(long seed) {
    Optimizer optimizer = optimizer("ehvi", new SearchTask(SPACE, 2, 1, 60), seed, Map.of());
    SplittableRandom random = new SplittableRandom(seed);
    int feasible = 0;
    int atRandom = 0;
    for (int i = 0; i < 60; i++) {
      Candidate candidate = optimizer.ask(1).get(0);
      double[] values = tradeOff(candidate.genes());
      double[] violations = {Math.max(0, values[1] - 12)};
      Evaluation evaluation = new Evaluation(candidate, values, violations);
      // The initial design is not drawn to anything.
      feasible += i >= 10 && evaluation.feasible() ? 1 : 0;
      atRandom += i >= 10 && tradeOff(SPACE.sample(random))[1] <= 12 ? 1 : 0;
      optimizer.tell(List.of(evaluation));
    }
    assertTrue(
        feasible >= 42 && atRandom <= 20, feasible + " of 50 are feasible, at random " + atRandom);
  }

  @Test
  void theTrustRegionKeepsTheFrontAndThenTheLatest() {
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      double[] values = i % 10 == 0 ? new double[] {i, 30 - i} : new double[] {100 + i % 3, 100};
      observations.add(new Observation(new int[] {i}, values, new double[0], i != 20));
    }
    List<Integer> kept = Observation.nearestToTheFront(observations, 5).stream()
        .map(observation -> observation.genes()[0])
        .toList();
    assertEquals(List.of(0, 10, 21, 24, 27), kept);
    assertEquals(2, Observation.front(observations).size());
    assertEquals(30, Observation.nearestToTheFront(observations, 30).size());
  }

  @Test
  void finiteValuesStandForWhatIsNot() {
    FiniteValues values = new FiniteValues(2);
    double infinity = Double.POSITIVE_INFINITY;
    assertArrayEquals(new double[] {0, 5}, values.of(new double[] {Double.NaN, 5}));
    assertArrayEquals(new double[] {3, -1}, values.of(new double[] {3, -1}));
    assertArrayEquals(new double[] {3, 5}, values.of(new double[] {infinity, Double.NaN}));
    assertArrayEquals(new double[] {3, -1}, values.of(new double[] {-infinity, -infinity}));
  }

  @ParameterizedTest
  @CsvSource({"ORDINAL", "ADDITIVE"})
  void onlyPhenotypesMakePointsDiffer(SurrogateKernel kernel) {
    Encoding encoding = kernel.encoding(SPACE);
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 200; i++) {
      int[] genes = SPACE.sample(random);
      int[] scrambled = genes.clone();
      for (int gene = 0; gene < genes.length; gene++) {
        if (!SPACE.active(genes, gene)) {
          scrambled[gene] = random.nextInt(3);
        }
      }
      double[] point = encoding.encode(genes);
      assertArrayEquals(point, encoding.encode(scrambled));
      assertEquals(encoding.kernel().dimensions(), point.length);
      for (int[] neighbor : SPACE.neighbors(genes)) {
        assertFalse(Arrays.equals(point, encoding.encode(neighbor)));
      }
    }
  }

  /** A space of one phenotype, in which every gene is inactive, or there is none. */
  private record Inert(int size) implements GenotypeSpace {

    @Override
    public int levels(int gene) {
      return 3;
    }

    @Override
    public String name(int gene) {
      return "gene_" + gene;
    }

    @Override
    public boolean active(int[] genes, int gene) {
      return false;
    }

    @Override
    public BigInteger distinct() {
      return BigInteger.ONE;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4})
  @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aSpaceWithoutAChoiceIsSearchedToTheEndOfTheBudget(int genes) {
    SearchTask task = new SearchTask(new Inert(genes), 2, 0, 14);
    Optimizer optimizer = optimizer("ehvi", task, 1, Map.of());
    int told = 0;
    while (told < 14) {
      List<Candidate> candidates = optimizer.ask(14 - told);
      candidates.forEach(candidate -> assertArrayEquals(new int[genes], candidate.genes()));
      optimizer.tell(candidates.stream()
          .map(candidate -> new Evaluation(candidate, new double[] {1, 2}, new double[0]))
          .toList());
      told += candidates.size();
    }
    assertEquals(14, told);
  }

  @Test
  void categoriesAreEquallyFarApart() {
    GenotypeSpace space =
        GenotypeSpace.builder().gene("size", 3).nominal("kind", 3).build();
    Encoding encoding = SurrogateKernel.ADDITIVE.encoding(space);
    assertArrayEquals(new double[] {0.5, 0, 1, 0}, encoding.encode(new int[] {1, 1}));
    assertArrayEquals(new double[] {1, 0, 0, 1}, encoding.encode(new int[] {2, 2}));
    assertEquals(4, encoding.kernel().dimensions());
  }

  @Test
  void layersAreTheSlotsThatTheSpaceDeclares() {
    Slots slots = Slots.of(SPACE);
    assertEquals(List.of("mlp_ratio", "n_head"), slots.kinds());
    assertArrayEquals(new int[] {0, 1, 2}, slots.common());
    assertEquals(12, slots.count());
    assertArrayEquals(new int[] {15, 16, 17}, Arrays.copyOf(slots.genes()[1], 3));
  }
}

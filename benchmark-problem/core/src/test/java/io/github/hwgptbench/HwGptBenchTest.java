package io.github.hwgptbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.ComputeCost;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.BenchmarkProblem;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HwGptBenchTest {

  private static final Objective LATENCY = Objective.parse("latency@a100");

  @ParameterizedTest
  @ValueSource(strings = {"s", "m", "l"})
  void allThatWasMeasuredCanBeAskedFor(String scale) {
    SearchSpace space = SearchSpace.of(scale);
    try (HwGptBench bench = HwGptBench.open(space)) {
      // 13 latencies, 13 energies, 2 memories, perplexity, accuracy, params, MACs and FLOPs.
      assertEquals(33, bench.objectives().size());
      assertEquals(13, bench.devices().size());
      Map<Objective, Double> values = bench.query(space.largest());
      assertEquals(bench.objectives(), List.copyOf(values.keySet()));
      assertEquals(
          ComputeCost.of(space, space.largest()).params(),
          values.get(Objective.of(Metric.PARAMS)).longValue());
    }
  }

  @Test
  void aSpaceWithoutMeasurementsHasClosedFormsOnly() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.sWide())) {
      assertEquals(3, bench.objectives().size());
      IllegalArgumentException e = assertThrows(
          IllegalArgumentException.class, () -> bench.query(bench.space().largest(), LATENCY));
      assertTrue(e.getMessage().contains("space 's_wide'"), e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "m", "l"})
  void noNetworkIsBeyondTheDefaultBounds(String scale) {
    SearchSpace space = SearchSpace.of(scale);
    SplittableRandom random = new SplittableRandom(5);
    try (HwGptBench bench = HwGptBench.open(space)) {
      Bounds bounds = bench.bounds("default");
      for (int i = 0; i < 2000; i++) {
        Architecture architecture =
            i % 2 == 0 ? space.sampleUniformGenes(random) : extreme(space, random);
        bench.query(architecture).forEach((objective, value) -> {
          double normalized = bounds.normalize(objective, value);
          assertTrue(
              normalized >= 0 && normalized <= 1,
              () -> objective + " of " + space.format(architecture) + ": " + normalized);
        });
      }
    }
  }

  /** Layers that are all the same are nearer to the corners of the space than random ones. */
  private static Architecture extreme(SearchSpace space, SplittableRandom random) {
    int[] genes = space.genotypes().sample(random);
    int ratio = random.nextInt(3);
    int heads = random.nextInt(3);
    for (int layer = 0; layer < space.maxLayers(); layer++) {
      genes[3 + layer] = ratio;
      genes[3 + space.maxLayers() + layer] = heads;
    }
    return space.decode(genes);
  }

  @Test
  void publishedBoundsAreThoseOfTheAuthors() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.l())) {
      Bounds.Range range =
          bench.bounds("published").range(Objective.parse("latency@cpu_xeon_gold"));
      assertTrue(range.min() < 0, "the authors' smallest latency is one noisy reading");
      assertThrows(IllegalArgumentException.class, () -> bench.bounds("none_such"));
    }
  }

  @Test
  void anUnknownObjectiveIsNamedWithTheNearest() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      IllegalArgumentException e = assertThrows(
          IllegalArgumentException.class,
          () -> bench.query(bench.space().largest(), Objective.parseAnyDevice("latency@a1000")));
      assertTrue(e.getMessage().contains("did you mean 'latency@a100'"), e.getMessage());
    }
  }

  @Test
  void quantilesRiseAndSamplesRepeatWithTheSeed() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      Architecture architecture = bench.space().largest();
      double before = 0;
      for (double level = 0.01; level < 1; level += 0.01) {
        double quantile = bench.quantile(architecture, LATENCY, level);
        assertTrue(quantile >= before);
        before = quantile;
      }
      assertTrue(bench.quantile(architecture, LATENCY, 0.01) < before);
      SplittableRandom one = new SplittableRandom(1);
      SplittableRandom other = new SplittableRandom(1);
      assertEquals(
          bench.sample(architecture, LATENCY, one), bench.sample(architecture, LATENCY, other));
    }
  }

  @Test
  void aNoisyProblemReadsAnewWhatIsNoisyAndNothingElse() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      List<Objective> objectives = List.of(Objective.parse("perplexity"), LATENCY);
      int[] genes = bench.space().encode(bench.space().largest());
      try (ObjectiveEvaluator evaluator = bench.evaluator(objectives)) {
        BenchmarkProblem problem = ArchitectureProblem.builder(evaluator)
            .objectives(objectives)
            .noise(bench.noisy(objectives), 9)
            .build();
        double[] first = new double[2];
        double[] second = new double[2];
        problem.evaluate(genes, first);
        problem.evaluate(genes, second);
        assertEquals(bench.query(bench.space().largest(), objectives.get(0)), first[0]);
        assertEquals(first[0], second[0]);
        assertNotEquals(first[1], second[1]);
      }
    }
  }

  @Test
  void oneAndManyAndAllAreTheSame() {
    SearchSpace space = SearchSpace.m();
    SplittableRandom random = new SplittableRandom(21);
    List<Architecture> architectures =
        Stream.generate(() -> space.sampleUniformGenes(random)).limit(10).toList();
    try (HwGptBench bench = HwGptBench.open(space)) {
      // Surrogates and closed forms, and not in the benchmark's order.
      List<Objective> objectives = Stream.of("flops", "energy@h100", "params", "perplexity")
          .map(Objective::parse)
          .toList();
      double[][] values = bench.query(architectures, objectives);
      for (int i = 0; i < values.length; i++) {
        Map<Objective, Double> all = bench.query(architectures.get(i));
        for (int j = 0; j < objectives.size(); j++) {
          assertEquals(bench.query(architectures.get(i), objectives.get(j)), values[i][j]);
          assertEquals(all.get(objectives.get(j)), values[i][j]);
        }
      }
      assertEquals(0, bench.query(List.of(), objectives).length);
    }
  }

  @Test
  void objectivesAreThoseMeasuredAndThoseComputed() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      Map<Metric, Long> counts = bench.objectives().stream()
          .collect(Collectors.groupingBy(Objective::metric, Collectors.counting()));
      assertEquals(
          Map.of(
              Metric.PERPLEXITY, 1L,
              Metric.ACCURACY, 1L,
              Metric.PARAMS, 1L,
              Metric.MACS, 1L,
              Metric.FLOPS, 1L,
              Metric.LATENCY, 13L,
              Metric.ENERGY, 13L,
              Metric.MEMORY, 2L),
          counts);
      for (Objective objective : bench.objectives()) {
        assertEquals(
            !List.of(Metric.LATENCY, Metric.ENERGY).contains(objective.metric()),
            bench.noise(objective).isNone(),
            objective.toString());
      }
    }
  }

  @Test
  void levelsOutOfRangeAndEmptyListsAreRefused() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      Architecture architecture = bench.space().largest();
      for (double level : new double[] {-0.1, 1.1, Double.NaN}) {
        for (Objective objective : List.of(LATENCY, Objective.of(Metric.PARAMS))) {
          assertThrows(
              IllegalArgumentException.class, () -> bench.quantile(architecture, objective, level));
        }
      }
      assertThrows(IllegalArgumentException.class, () -> bench.evaluator(List.of()));
      assertThrows(
          IllegalArgumentException.class,
          () -> bench.noise(Objective.parseAnyDevice("energy@toaster")));
    }
  }
}

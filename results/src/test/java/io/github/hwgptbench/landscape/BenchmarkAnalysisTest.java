package io.github.hwgptbench.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.landscape.CorrelationMatrix.Coefficient;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.ArchitectureLayout;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.statistics.KendallTau;
import io.github.hwgptbench.statistics.Spearman;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BenchmarkAnalysisTest {

  private static final Objective PERPLEXITY = Objective.parse("perplexity");
  private static final Objective LATENCY = Objective.parse("latency@a100");
  private static final Objective FLOPS = Objective.parse("flops");

  private static ArchitectureSample sample(HwGptBench bench, int size, long seed) {
    List<Objective> objectives = List.of(PERPLEXITY, LATENCY, FLOPS);
    try (ObjectiveEvaluator evaluator = bench.evaluator(objectives)) {
      return ArchitectureSample.draw(evaluator, size, new SplittableRandom(seed));
    }
  }

  @Test
  void partsOfASampleMakeTheWhole() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      ArchitectureSample sample = sample(bench, 500, 1);
      for (Choice choice : List.of(Choice.EMBED_DIM, Choice.N_LAYER, Choice.BIAS)) {
        List<Double> values = new ArrayList<>();
        for (int level = 0; level < choice.levels(bench.space()).size(); level++) {
          ArchitectureSample part = sample.where(choice, level);
          for (double value : part.values(LATENCY)) {
            values.add(value);
          }
        }
        double[] whole = sample.values(LATENCY);
        Arrays.sort(whole);
        assertEquals(
            Arrays.stream(whole).boxed().toList(), values.stream().sorted().toList());
      }
      assertTrue(sample.where(Choice.EMBED_DIM, 0).distribution(LATENCY).quantile(1)
          < sample.where(Choice.EMBED_DIM, 2).distribution(LATENCY).quantile(0));
      assertThrows(
          IllegalArgumentException.class, () -> sample.values(Objective.parse("accuracy")));
      assertThrows(IndexOutOfBoundsException.class, () -> sample.where(Choice.BIAS, 2));
      assertThrows(IllegalArgumentException.class, () -> sample(bench, 1, 1));
    }
  }

  @Test
  void levelsOfAChoiceAreThoseOfTheSpace() {
    assertEquals(List.of("192", "384", "768"), Choice.EMBED_DIM.levels(SearchSpace.s()));
    assertEquals(List.of("10", "11", "12"), Choice.N_LAYER.levels(SearchSpace.s()));
    assertEquals(List.of("false", "true"), Choice.BIAS.levels(SearchSpace.s()));
    assertEquals(List.of("2", "3", "4"), Choice.MLP_RATIO.levels(SearchSpace.s()));
    assertEquals(List.of("8", "16", "20"), Choice.N_HEAD.levels(SearchSpace.l()));
  }

  @Test
  void theLevelOfLayersIsTheMostFrequentOfTheActiveOnes() {
    SearchSpace space = SearchSpace.s();
    int[] genes = new int[space.layout().size()];
    for (int layer = 0; layer < 12; layer++) {
      genes[space.layout().mlpRatio(layer)] = layer < 5 ? 1 : 2;
      genes[space.layout().heads(layer)] = layer % 3;
    }
    // Of 12 layers, 5 have ratio 3 and 7 ratio 4; 4 have each number of heads.
    genes[ArchitectureLayout.N_LAYER] = 2;
    assertEquals(OptionalInt.of(2), Choice.MLP_RATIO.level(space, genes));
    assertEquals(OptionalInt.empty(), Choice.N_HEAD.level(space, genes));
    // Of 10 layers, 5 have each ratio; 4 have the fewest heads and 3 each other number.
    genes[ArchitectureLayout.N_LAYER] = 0;
    assertEquals(OptionalInt.empty(), Choice.MLP_RATIO.level(space, genes));
    assertEquals(OptionalInt.of(0), Choice.N_HEAD.level(space, genes));
  }

  @Test
  void moreOfAChoiceInLayersIsSlower() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      ArchitectureSample widest = sample(bench, 2000, 1).where(Choice.EMBED_DIM, 2);
      double few = widest.where(Choice.MLP_RATIO, 0).distribution(FLOPS).quantile(0.5);
      double many = widest.where(Choice.MLP_RATIO, 2).distribution(FLOPS).quantile(0.5);
      assertTrue(few < many, few + " " + many);
    }
  }

  @Test
  void correlationsAreThoseOfEachPair() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      ArchitectureSample sample = sample(bench, 300, 2);
      CorrelationMatrix matrix = CorrelationMatrix.of(sample, () -> {});
      for (Objective first : sample.objectives()) {
        for (Objective second : sample.objectives()) {
          double[] x = sample.values(first);
          double[] y = sample.values(second);
          assertEquals(
              KendallTau.of(x, y).tauB(), matrix.of(Coefficient.KENDALL, first, second), 1e-15);
          assertEquals(Spearman.of(x, y), matrix.of(Coefficient.SPEARMAN, first, second), 1e-15);
        }
      }
      assertThrows(
          IllegalArgumentException.class,
          () -> matrix.of(Coefficient.KENDALL, PERPLEXITY, Objective.parse("accuracy")));
    }
  }

  @Test
  void aMeanIsThatOfEachCell() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      CorrelationMatrix first = CorrelationMatrix.of(sample(bench, 100, 1), () -> {});
      CorrelationMatrix second = CorrelationMatrix.of(sample(bench, 100, 2), () -> {});
      CorrelationMatrix mean = CorrelationMatrix.mean(List.of(first, second));
      assertEquals(
          (first.of(Coefficient.KENDALL, PERPLEXITY, FLOPS)
                  + second.of(Coefficient.KENDALL, PERPLEXITY, FLOPS))
              / 2,
          mean.of(Coefficient.KENDALL, PERPLEXITY, FLOPS));
      assertEquals(1, mean.of(Coefficient.SPEARMAN, FLOPS, FLOPS), 1e-15);
      assertThrows(IllegalArgumentException.class, () -> CorrelationMatrix.mean(List.of()));
    }
  }

  @Test
  void isTheSameToTheBitOnAnyNumberOfThreads() throws Exception {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      AtomicInteger steps = new AtomicInteger();
      BenchmarkAnalysis many = BenchmarkAnalysis.of(bench, 200, 1, steps::incrementAndGet);
      assertEquals(BenchmarkAnalysis.steps(bench), steps.get());
      ForkJoinPool single = new ForkJoinPool(1);
      BenchmarkAnalysis one =
          single.submit(() -> BenchmarkAnalysis.of(bench, 200, 1, () -> {})).get();
      single.shutdown();
      assertEquals(many.correlations(), one.correlations());
      assertEquals(many.correlationsWithin(), one.correlationsWithin());
      assertEquals(many.importance(), one.importance());
      assertEquals(many.importanceWithin(), one.importanceWithin());
      assertEquals(many.layers(), one.layers());
      assertNotEquals(
          many.correlations(), BenchmarkAnalysis.of(bench, 200, 2, () -> {}).correlations());
    }
  }

  @Test
  void findsWhatIsKnownOfTheBenchmark() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      BenchmarkAnalysis analysis = BenchmarkAnalysis.of(bench, 1000, 1, () -> {});
      assertEquals(bench.objectives(), analysis.correlations().objectives());
      assertTrue(analysis.importance().index("embed_dim", PERPLEXITY).total() > 0.97);
      // Wider networks are better and slower; among those as wide, this is less so.
      double tau = analysis.correlations().of(Coefficient.KENDALL, PERPLEXITY, LATENCY);
      double within = analysis.correlationsWithin().of(Coefficient.KENDALL, PERPLEXITY, LATENCY);
      assertTrue(tau < -0.85 && within > tau + 0.05 && within < -0.5, tau + " " + within);
      assertEquals(3, analysis.layers().size());
      assertEquals(24, analysis.layers().get(0).factors().size());
    }
  }

  @Test
  void needsEnoughArchitectures() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      assertThrows(
          IllegalArgumentException.class, () -> BenchmarkAnalysis.of(bench, 99, 1, () -> {}));
    }
  }
}

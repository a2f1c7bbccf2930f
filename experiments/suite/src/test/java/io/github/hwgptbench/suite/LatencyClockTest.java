package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.record.RunConditions;
import io.github.hwgptbench.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The formula and the figures of docs/fidelities.md. */
class LatencyClockTest {

  private static final Objective LATENCY = Objective.parse("latency@rtx2080");
  private static final RunConditions.Clock DEFAULT = new RunConditions.Clock(LATENCY);

  @Test
  void theDefaultsAreThoseOfTheDocumentation() {
    assertEquals(new RunConditions.Clock(LATENCY, 10, 4_194_304, 50), DEFAULT);
  }

  /**
   * Forward passes are tokens / (batch x 1,024) + measurements, with batches of 8, 4 and 1 at S, M
   * and L. An evaluation that continues from a lower level loads again, and makes the difference.
   */
  @ParameterizedTest
  @CsvSource({
    "s, evaluations, 1, 0, -1, 562",
    "m, evaluations, 1, 0, -1, 1074",
    "l, evaluations, 1, 0, -1, 4146",
    "s, measurements, 1 5 25, 0, -1, 513",
    "s, measurements, 1 5 25, 2, -1, 537",
    "s, measurements, 1 5 25, 1, 0, 4",
    "s, measurements, 1 5 25, 2, 0, 24",
    "s, tokens, 256 4096 65536, 0, -1, 50.03125",
    "s, tokens, 1024 8192 65536, 0, -1, 50.125",
    "s, tokens, 1024 8192 65536, 2, -1, 58",
    "s, tokens, 1024 8192 65536, 1, 0, 0.875",
    "m, tokens, 1024 8192 65536, 2, 1, 14"
  })
  void takesTheLoadingAndTheForwardPasses(
      String scale, String unit, String amounts, int level, int before, double passes) {
    SearchSpace space = SearchSpace.of(scale);
    Fidelities fidelities =
        Fidelities.of(unit, Stream.of(amounts.split(" ")).map(Integer::valueOf).toList());
    try (HwGptBench bench = HwGptBench.open(space);
        ObjectiveEvaluator latency = bench.evaluator(List.of(LATENCY))) {
      LatencyClock clock = new LatencyClock(latency, DEFAULT, fidelities);
      SplittableRandom random = new SplittableRandom(1);
      double[] latencyMs = new double[1];
      for (int i = 0; i < 10; i++) {
        int[] genes = space.genotypes().sample(random);
        latency.evaluate(genes, latencyMs);
        assertEquals(10 + passes * latencyMs[0] / 1000, clock.seconds(genes, level, before), 1e-9);
      }
      assertEquals(10, clock.shortestSeconds());
    }
  }

  @Test
  void theSettingsOfTheClockCount() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s());
        ObjectiveEvaluator latency = bench.evaluator(List.of(LATENCY))) {
      int[] genes = new int[latency.space().genotypes().size()];
      double[] latencyMs = new double[1];
      latency.evaluate(genes, latencyMs);
      LatencyClock clock = new LatencyClock(
          latency, new RunConditions.Clock(LATENCY, 0.5, 81_920, 3), Fidelities.SINGLE);
      assertEquals(0.5 + 13 * latencyMs[0] / 1000, clock.seconds(genes, 0, -1), 1e-9);
      assertEquals(0.5, clock.shortestSeconds());
    }
  }

  @Test
  void constantsThatAreNotTheDefaultAreInItsText() {
    assertEquals("latency@rtx2080", new RunConditions.Clock(LATENCY).toString());
    assertEquals(
        "latency@rtx2080 (20 s to load, 0 tokens, 10 measurements)",
        new RunConditions.Clock(LATENCY, 20, 0, 10).toString());
  }

  @Test
  void lowerFidelitiesSaveLittleTime() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s());
        ObjectiveEvaluator latency = bench.evaluator(List.of(LATENCY))) {
      int[] lowest = new int[latency.space().genotypes().size()];
      LatencyClock clock = new LatencyClock(
          latency, DEFAULT, Fidelities.of(Fidelities.MEASUREMENTS, List.of(1, 5, 25)));
      assertEquals(19.71, clock.seconds(lowest, 0, -1), 0.005);
      assertEquals(20.17, clock.seconds(lowest, 2, -1), 0.005);
      double afterEachOther =
          clock.seconds(lowest, 0, -1) + clock.seconds(lowest, 1, 0) + clock.seconds(lowest, 2, 1);
      assertEquals(40.17, afterEachOther, 0.005);
    }
  }

  /** The authors' runs took 35 s per evaluation: 51 evaluations in about 1,800 s. */
  @Test
  void anArchitectureOfSTakesAboutAsLongAsInTheRunsOfTheAuthors() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s());
        ObjectiveEvaluator latency = bench.evaluator(List.of(LATENCY))) {
      LatencyClock clock = new LatencyClock(latency, DEFAULT, Fidelities.SINGLE);
      SplittableRandom random = new SplittableRandom(2);
      double[] seconds = Stream.generate(() -> SearchSpace.s().genotypes().sample(random))
          .limit(10_000)
          .mapToDouble(genes -> clock.seconds(genes, 0, -1))
          .sorted()
          .toArray();
      assertEquals(34.5, seconds[seconds.length / 2], 0.5, "median");
      assertEquals(37.9, Arrays.stream(seconds).average().orElseThrow(), 0.5, "mean");
      assertEquals(25.4, seconds[seconds.length / 20], 0.5, "5 %");
      assertEquals(54.4, seconds[seconds.length * 19 / 20], 0.5, "95 %");
      assertEquals(35, clock.typicalSeconds(), 2);
    }
  }
}

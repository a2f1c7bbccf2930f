package io.github.hwgptbench.landscape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.NoiseModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SurrogateWorldsTest {

  private static final Objective PERPLEXITY = Objective.parse("perplexity");
  private static final Objective LATENCY = Objective.parse("latency@v100");

  @Test
  void errorsAreThoseOfTheSurrogates() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      List<Objective> objectives =
          List.of(PERPLEXITY, LATENCY, Objective.parse("params"), Objective.parse("memory@a100"));
      SurrogateWorlds worlds = SurrogateWorlds.of(bench, objectives, 1).orElseThrow();
      int[] genes = bench.space().encode(bench.space().largest());
      double[] values = {25, 40, 3e8, 700};
      double[][] there = IntStream.range(0, 20_000)
          .mapToObj(world -> worlds.values(world, genes, values))
          .toArray(double[][]::new);
      assertEquals(
          0.0179,
          Arrays.stream(there).mapToDouble(it -> Math.abs(it[0] - 25)).average().orElseThrow(),
          0.0004);
      for (double level : new double[] {0.1, 0.5, 0.9}) {
        double quantile = bench.noise(LATENCY).logQuantile(NoiseModel.Source.RUN, 2, level);
        double below = Arrays.stream(there)
            .filter(it -> StrictMath.log(it[1] / 40) <= quantile)
            .count();
        assertEquals(level, below / there.length, 0.01);
      }
      assertTrue(Arrays.stream(there).allMatch(it -> it[2] == 3e8));
      double[] memory = Arrays.stream(there)
          .mapToDouble(it -> Math.abs(StrictMath.log(it[3] / 700)))
          .sorted()
          .toArray();
      assertEquals(0.00131, memory[memory.length / 2], 0.00004);
    }
  }

  @Test
  void anArchitectureHasTheSameValuesWhereverItIsFound() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      int[] one = bench.space().encode(bench.space().largest());
      int[] other = bench.space().encode(bench.space().smallest());
      SurrogateWorlds both =
          SurrogateWorlds.of(bench, List.of(PERPLEXITY, LATENCY), 1).orElseThrow();
      SurrogateWorlds alone = SurrogateWorlds.of(bench, List.of(LATENCY), 1).orElseThrow();
      double[] values = both.values(3, one, new double[] {25, 40});
      both.values(4, other, new double[] {25, 40});
      assertArrayEquals(values, both.values(3, one, new double[] {25, 40}));
      assertEquals(values[1], alone.values(3, one, new double[] {40})[0]);
      assertFalse(values[1] == alone.values(4, one, new double[] {40})[0]);
      assertFalse(values[1]
          == SurrogateWorlds.of(bench, List.of(LATENCY), 2)
              .orElseThrow()
              .values(3, one, new double[] {40})[0]);
      assertThrows(IllegalArgumentException.class, () -> both.values(0, one, new double[] {40}));
    }
  }

  @Test
  void whereNothingWasMeasuredNoErrorIsKnown() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.sWide())) {
      assertTrue(
          SurrogateWorlds.of(bench, List.of(Objective.parse("params")), 1).isPresent());
    }
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      assertTrue(SurrogateWorlds.of(bench, bench.objectives(), 1).isPresent());
    }
    assertTrue(HeldOutError.of("xs", PERPLEXITY).isEmpty());
  }

  @Test
  void errorsOfPerplexityAreThoseOfTheReportOfTheFit() throws Exception {
    Path root = Path.of(System.getProperty("hwgptbench.root"));
    List<String> report = Files.readAllLines(root.resolve("docs/fit-report.md"));
    for (String space : List.of("s", "m", "l")) {
      List<Double> errors = report.stream()
          .filter(line -> line.matches("\\| " + space + " \\| \\d+ \\| (small|middle|large) .*"))
          .map(line ->
              StrictMath.sqrt(Math.PI / 2) * Double.parseDouble(line.split("\\|")[5].trim()))
          .toList();
      assertEquals(errors, HeldOutError.of(space, PERPLEXITY).orElseThrow().deviations());
    }
  }
}

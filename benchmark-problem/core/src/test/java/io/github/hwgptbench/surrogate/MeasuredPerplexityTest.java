package io.github.hwgptbench.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.ArchitectureLayout;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.table.MeasuredData;
import io.github.hwgptbench.testing.Measurements;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuredPerplexityTest {

  private static final Objective PERPLEXITY = Objective.of(Metric.PERPLEXITY);

  @ParameterizedTest
  @CsvSource({"s,0,0,0", "m,0.0435,0.0335,0.0308", "l,0.0554,0.0457,0.0411"})
  void allWaysOfAskingGiveTheSurrogateLessTheOffset(
      String scale, double small, double middle, double large) {
    SearchSpace space = SearchSpace.of(scale);
    double[] offsets = {small, middle, large};
    SplittableRandom random = new SplittableRandom(3);
    int[][] genes = new int[20][];
    Arrays.setAll(genes, i -> space.encode(space.sampleUniformGenes(random)));
    try (HwGptBench bench = HwGptBench.open(space);
        ObjectiveEvaluator both =
            bench.evaluator(List.of(MeasuredPerplexity.OBJECTIVE, PERPLEXITY));
        ObjectiveEvaluator alone = bench.evaluator(List.of(MeasuredPerplexity.OBJECTIVE))) {
      assertTrue(bench.variants().contains(MeasuredPerplexity.OBJECTIVE));
      assertFalse(bench.objectives().contains(MeasuredPerplexity.OBJECTIVE));
      double[][] values = new double[genes.length][2];
      both.evaluate(genes, values);
      double[][] neighbors = new double[genes.length][1];
      alone.evaluateNeighbors(genes[0], genes, neighbors);
      for (int i = 0; i < genes.length; i++) {
        double expected = values[i][1] - offsets[genes[i][ArchitectureLayout.EMBED_DIM]];
        assertEquals(expected, values[i][0]);
        assertEquals(expected, neighbors[i][0]);
        assertEquals(expected, bench.query(space.decode(genes[i]), MeasuredPerplexity.OBJECTIVE));
      }
      assertEquals(
          bench.bounds("default").ranges().get(PERPLEXITY),
          bench.bounds("default").ranges().get(MeasuredPerplexity.OBJECTIVE));
    }
  }

  @Test
  void spacesThatWereNotMeasuredHaveNone() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.sWide())) {
      assertFalse(bench.variants().contains(MeasuredPerplexity.OBJECTIVE));
      assertThrows(
          IllegalArgumentException.class,
          () -> bench.query(bench.space().largest(), MeasuredPerplexity.OBJECTIVE));
    }
  }

  @ParameterizedTest
  @CsvSource({"s,0.014", "m,0.0115", "l,0.0145"})
  void itIsAtTheLevelOfWhatWasMeasured(String scale, double meanError) throws IOException {
    SearchSpace space = SearchSpace.of(scale);
    MeasuredData data = MeasuredData.open(Measurements.folder(), space);
    double[] sums = new double[space.embedDims().size()];
    int[] counts = new int[sums.length];
    double errors = 0;
    try (HwGptBench bench = HwGptBench.open(space)) {
      for (int row = 0; row < data.architectures().size(); row++) {
        Architecture architecture = data.architectures().architecture(row);
        OptionalDouble measured = data.median(architecture, PERPLEXITY);
        if (measured.isPresent()) {
          double off =
              bench.query(architecture, MeasuredPerplexity.OBJECTIVE) - measured.getAsDouble();
          int embed = data.architectures().genes(row)[ArchitectureLayout.EMBED_DIM];
          sums[embed] += off;
          counts[embed]++;
          errors += Math.abs(off);
        }
      }
    }
    for (int embed = 0; embed < sums.length; embed++) {
      assertEquals(0, sums[embed] / counts[embed], 0.002);
    }
    assertEquals(0, errors / Arrays.stream(counts).sum(), meanError);
  }
}

package io.github.hwgptbench.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.NetworkDesign;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.testing.Measurements;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComputeCostTest {

  private static final SearchSpace TINY = SearchSpace.builder("tiny")
      .embedDims(64)
      .layerCounts(2)
      .headCounts(1, 2)
      .mlpRatios(1, 4)
      .batch(2)
      .build();

  /**
   * Counted matrix by matrix: two embeddings of 50254 x 64, a norm of 2 x 64 at the end and two in
   * each layer; in layer 1 query, key, value and output 4 x 64 x 64 and an MLP of 3 x 64 x 64, in
   * layer 2 twice and four times that.
   */
  @Test
  void countsASmallNetwork() {
    Architecture plain = Architecture.of(64, false, new int[] {1, 4}, new int[] {1, 2});
    Architecture biased = Architecture.of(64, true, new int[] {1, 4}, new int[] {1, 2});
    long matrices = 3 * 4 * 64 * 64 + 5 * 3 * 64 * 64;
    long params = 2 * 50254 * 64 + 5 * 2 * 64 + matrices;
    long biases = (3 * 64 + 64 + 2 * 64 + 64) + (2 * 3 * 64 + 64 + 4 * 2 * 64 + 64);
    long macs = 2 * 1024 * (50254L * 64 + matrices);
    long flops = 2 * macs + 2 * 1024 * (5 * 64 * 5 + 5 * 64);
    assertEquals(new ComputeCost(params, macs, flops), ComputeCost.of(TINY, plain));
    assertEquals(new ComputeCost(params + biases, macs, flops), ComputeCost.of(TINY, biased));
  }

  @Test
  void refusesToOverflow() {
    assertThrows(
        ArithmeticException.class,
        () -> ComputeCost.params(NetworkDesign.PROFILED, Integer.MAX_VALUE, 9, false, 99, 9));
    assertThrows(
        ArithmeticException.class,
        () -> ComputeCost.macs(NetworkDesign.PROFILED, 1 << 20, 1 << 20, 4096, 4096));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "m", "l"})
  void equalsWhatTheAuthorsCountedForEveryArchitecture(String scale) throws IOException {
    SearchSpace space = SearchSpace.of(scale);
    List<String[]> architectures = Measurements.rows(scale + "/architectures.csv.gz");
    List<String[]> counted = Measurements.rows(scale + "/compute.csv.gz");
    assertEquals(9_000, counted.size());
    for (int i = 0; i < counted.size(); i++) {
      String[] row = architectures.get(i);
      String[] count = counted.get(i);
      assertEquals(row[0], count[0]);
      Architecture architecture = Architecture.of(
          Integer.parseInt(row[2]), Boolean.parseBoolean(row[4]), layers(row[5]), layers(row[6]));
      assertEquals(
          new ComputeCost(
              Long.parseLong(count[3]), Long.parseLong(count[2]), Long.parseLong(count[1])),
          ComputeCost.of(space, architecture),
          () -> scale + ", arch_id " + row[0]);
    }
  }

  private static int[] layers(String joined) {
    return Stream.of(joined.split("-")).mapToInt(Integer::parseInt).toArray();
  }
}

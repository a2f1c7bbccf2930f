package io.github.hwgptbench.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairwiseComparisonTest {

  @Test
  void comparesEveryTwoAndCorrectsForAll() {
    double[][] values = {{1, 2, 3, 4, 5, 6}, {2, 4, 6, 8, 10, 12}, {2, 1, 4, 3, 6, 5}};
    List<PairwiseComparison> all = PairwiseComparison.all(values);
    assertEquals(
        List.of("0 1", "0 2", "1 2"),
        all.stream().map(pair -> pair.first() + " " + pair.second()).toList());
    assertEquals(1 / 32.0, all.get(0).signedRank().pValue());
    assertEquals(3 / 32.0, all.get(0).adjustedPValue());
    assertEquals(1, all.get(1).adjustedPValue());
    assertEquals(VarghaDelaney.of(values[1], values[2]), all.get(2).effectSize());
  }

  @Test
  void fewerThanTwoAlgorithmsHaveNothingToCompare() {
    assertEquals(List.of(), PairwiseComparison.all(new double[1][4]));
  }

  @Test
  void refusesOtherSeeds() {
    assertThrows(
        IllegalArgumentException.class,
        () -> PairwiseComparison.all(new double[][] {{1, 2}, {1, 2, 3}}));
  }
}

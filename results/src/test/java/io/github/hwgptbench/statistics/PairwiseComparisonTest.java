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

  /** The first two are alike, the third beyond both, the last too uneven to differ from any. */
  @Test
  void groupsNeighboursThatDoNotDiffer() {
    double[][] values = {
      {1, 2, 3, 4, 5, 6, 7, 8},
      {2, 1, 4, 3, 6, 5, 8, 7},
      {11, 12, 13, 14, 15, 16, 17, 18},
      {30, 0, 31, 0, 32, 0, 33, 0}
    };
    List<PairwiseComparison> all = PairwiseComparison.all(values);
    assertEquals(6 / 128.0, all.get(1).adjustedPValue());
    List<Double> ranks = List.of(1.5, 1.6, 3.0, 2.5);
    assertEquals(
        List.of(List.of(0, 1, 3), List.of(3, 2)), PairwiseComparison.groups(all, ranks, 0.05));
    assertEquals(List.of(List.of(0, 1, 3, 2)), PairwiseComparison.groups(all, ranks, 0.04));
    // The third, now between the first two, splits their group.
    assertEquals(
        List.of(List.of(2, 3), List.of(3, 1)),
        PairwiseComparison.groups(all, List.of(1.0, 4.0, 2.0, 3.0), 0.05));
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
    assertThrows(
        IllegalArgumentException.class,
        () -> PairwiseComparison.groups(List.of(), List.of(1.0, 2.0), 0.05));
  }
}

package io.github.hwgptbench.algorithm.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.Driver;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GridSearchTest {

  private static List<int[]> run(GenotypeSpace space, int budget, long seed) {
    return Driver.run(
            new GridSearch(space, new SplittableRandom(seed)), budget, 7, genes -> new double[2])
        .stream()
        .map(Evaluation::candidate)
        .map(candidate -> candidate.genes())
        .toList();
  }

  @Test
  void beginsWithAllArchitecturesWhoseLayersAreAlike() {
    SearchSpace space = SearchSpace.s();
    List<int[]> found = run(space.genotypes(), 18 * 9 + 1, 1);
    assertEquals(18 * 9 + 1, found.stream().map(Arrays::toString).distinct().count());
    for (int i = 0; i < found.size(); i++) {
      Architecture architecture = space.decode(found.get(i));
      boolean alike = Arrays.stream(architecture.mlpRatios()).distinct().count() == 1
          && Arrays.stream(architecture.heads()).distinct().count() == 1;
      assertEquals(i < 18 * 9, alike, architecture.toString());
    }
  }

  @Test
  void reachesEveryPhenotypeOnceAndBeginsAgain() {
    GenotypeSpace space = SearchSpace.builder("tiny")
        .embedDims(64)
        .layerCounts(1, 2, 3)
        .headCounts(1)
        .mlpRatios(2, 4)
        .build()
        .genotypes();
    int distinct = space.distinct().intValueExact();
    List<int[]> found = run(space, 2 * distinct, 2);
    assertEquals(
        distinct,
        found.subList(0, distinct).stream().map(Arrays::toString).distinct().count());
    assertTrue(found.stream().allMatch(space::contains));
  }

  @Test
  void theSeedDecidesTheOrder() {
    GenotypeSpace space = Driver.plain(3, 4, 5);
    String one = Arrays.deepToString(run(space, 60, 1).toArray());
    assertEquals(one, Arrays.deepToString(run(space, 60, 1).toArray()));
    assertTrue(!one.equals(Arrays.deepToString(run(space, 60, 2).toArray())));
  }
}

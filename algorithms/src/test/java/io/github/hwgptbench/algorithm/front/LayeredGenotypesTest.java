package io.github.hwgptbench.algorithm.front;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LayeredGenotypesTest {

  private static final SearchSpace SPACE = SearchSpace.builder("test")
      .embedDims(64)
      .layerCounts(2, 4)
      .headCounts(2, 4)
      .mlpRatios(1, 2, 3)
      .build();

  private final LayeredGenotypes layered = new LayeredGenotypes(SPACE);

  private static int[] genes(int[] ratios, int[] heads) {
    return SPACE.encode(Architecture.of(64, false, ratios, heads));
  }

  private static Set<Architecture> decoded(List<int[]> genotypes) {
    return genotypes.stream().map(SPACE::decode).collect(Collectors.toCollection(HashSet::new));
  }

  @Test
  void anOptionIsAPairOfRatioAndHeads() {
    int[] genes = genes(new int[] {1, 3}, new int[] {4, 2});
    assertEquals(6, layered.options());
    assertEquals(1, layered.option(genes, 0));
    assertEquals(4, layered.option(genes, 1));
    assertArrayEquals(genes(new int[] {1, 2}, new int[] {4, 4}), layered.with(genes, 1, 3));
  }

  @Test
  void allArchitecturesOnce() {
    List<int[]> all = layered.all();
    assertEquals(SPACE.distinctArchitectures().intValueExact(), all.size());
    assertEquals(all.size(), decoded(all).size());
  }

  @Test
  void oneLayerChangesAreAllOfThemOnce() {
    int[] genes = genes(new int[] {1, 3}, new int[] {4, 2});
    List<int[]> changed = layered.oneLayerChanges(genes);
    assertEquals(10, changed.size());
    assertEquals(10, decoded(changed).size());
    for (int[] other : changed) {
      Architecture architecture = SPACE.decode(other);
      assertEquals(2, architecture.layers());
      assertTrue(layered.option(other, 0) == 1 ^ layered.option(other, 1) == 4);
    }
  }

  @Test
  void layersComeAndGoAnywhere() {
    int[] four = genes(new int[] {1, 2, 3, 1}, new int[] {2, 2, 4, 4});
    Set<Architecture> shorter = decoded(layered.bodyChanges(four));
    for (int[][] left : new int[][][] {{{3, 1}, {4, 4}}, {{1, 1}, {2, 4}}, {{1, 2}, {2, 2}}}) {
      assertTrue(shorter.contains(Architecture.of(64, false, left[0], left[1])));
    }
    int[] two = genes(new int[] {1, 3}, new int[] {2, 4});
    Set<Architecture> longer = decoded(layered.bodyChanges(two));
    for (int[][] more : new int[][][] {
      {{1, 1, 1, 3}, {2, 2, 2, 4}}, {{1, 3, 3, 3}, {2, 4, 4, 4}}, {{1, 3, 2, 2}, {2, 4, 2, 2}}
    }) {
      assertTrue(longer.contains(Architecture.of(64, false, more[0], more[1])));
    }
    // The other bias too.
    assertTrue(shorter.stream().anyMatch(Architecture::bias));
    assertEquals(
        2, layered.bodies().stream().mapToInt(layered::layers).distinct().count());
    assertTrue(layered.bodies().stream()
        .allMatch(body -> Arrays.stream(body).allMatch(level -> level >= 0)));
  }
}

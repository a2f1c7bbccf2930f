package io.github.hwgptbench.space;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SearchSpacePropertyTest {

  private static final SearchSpace OWN = SearchSpace.builder("own")
      .embedDims(64)
      .layerCounts(1, 3)
      .headCounts(1, 2, 4, 8)
      .mlpRatios(1, 4)
      .build();

  /** A space with raw genes of it, inactive ones included. */
  record Case(SearchSpace space, int[] genes) {}

  @Provide
  Arbitrary<Case> cases() {
    return Arbitraries.of(
            SearchSpace.s(),
            SearchSpace.m(),
            SearchSpace.l(),
            SearchSpace.sWide(),
            SearchSpace.lWide(),
            OWN)
        .flatMap(space -> Arbitraries.longs().map(seed -> new Case(space, rawGenes(space, seed))));
  }

  private static int[] rawGenes(SearchSpace space, long seed) {
    Random random = new Random(seed);
    GenotypeSpace genotypes = space.genotypes();
    int[] genes = new int[genotypes.size()];
    Arrays.setAll(genes, gene -> random.nextInt(genotypes.levels(gene)));
    return genes;
  }

  @Property(tries = 300)
  void encodingADecodedGenotypeGivesItsCanonicalForm(@ForAll("cases") Case given) {
    int[] canonical = given.genes().clone();
    given.space().genotypes().canonicalize(canonical);
    assertArrayEquals(canonical, given.space().encode(given.space().decode(given.genes())));
  }

  @Property(tries = 300)
  void theStringFormReadsBackAsTheSameArchitecture(@ForAll("cases") Case given) {
    Architecture architecture = given.space().decode(given.genes());
    assertEquals(architecture, given.space().parse(given.space().format(architecture)));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aChangedGeneChangesTheArchitectureExactlyWhenItIsActive(
      @ForAll("cases") Case given, @ForAll int anyGene, @ForAll int anyStep) {
    GenotypeSpace genotypes = given.space().genotypes();
    int gene = Math.floorMod(anyGene, genotypes.size());
    int[] changed = given.genes().clone();
    changed[gene] = Math.floorMod(changed[gene] + anyStep, genotypes.levels(gene));
    boolean different =
        genotypes.active(given.genes(), gene) && changed[gene] != given.genes()[gene];
    Architecture before = given.space().decode(given.genes());
    Architecture after = given.space().decode(changed);
    assertEquals(different, !before.equals(after));
    if (!different) {
      assertEquals(before.hashCode(), after.hashCode());
    }
  }

  @Property(tries = 60)
  void neighborsAreCanonicalDistinctAndOneActiveGeneAway(@ForAll("cases") Case given) {
    GenotypeSpace genotypes = given.space().genotypes();
    int[] origin = given.genes().clone();
    genotypes.canonicalize(origin);
    List<int[]> neighbors = genotypes.neighbors(given.genes());
    Set<Architecture> architectures = new HashSet<>();
    for (int[] neighbor : neighbors) {
      int[] canonical = neighbor.clone();
      genotypes.canonicalize(canonical);
      assertArrayEquals(canonical, neighbor);
      assertEquals(1, activeDifferences(genotypes, origin, neighbor));
      architectures.add(given.space().decode(neighbor));
    }
    assertEquals(neighbors.size(), architectures.size());
    assertFalse(architectures.contains(given.space().decode(origin)));
    int expected = 0;
    for (int gene = 0; gene < origin.length; gene++) {
      expected += genotypes.active(origin, gene) ? genotypes.levels(gene) - 1 : 0;
    }
    assertEquals(expected, neighbors.size());
  }

  /** Genes in which two canonical genotypes differ, without those that only one of the two has. */
  private static int activeDifferences(GenotypeSpace genotypes, int[] a, int[] b) {
    int differences = 0;
    for (int gene = 0; gene < a.length; gene++) {
      if (genotypes.active(a, gene) && genotypes.active(b, gene) && a[gene] != b[gene]) {
        differences++;
      }
    }
    return differences;
  }

  @Property(tries = 30)
  void neighborhoodIsSymmetricAmongNetworksOfOneDepth(@ForAll("cases") Case given) {
    Architecture origin = given.space().decode(given.genes());
    for (Architecture neighbor : given.space().neighbors(origin)) {
      if (neighbor.layers() == origin.layers()) {
        assertTrue(given.space().neighbors(neighbor).contains(origin));
      }
    }
  }

  @Property(tries = 60)
  void growingAndShrinkingBackGivesTheNetworkAgain(@ForAll("cases") Case given) {
    Architecture origin = given.space().decode(given.genes());
    for (Architecture neighbor : given.space().neighbors(origin)) {
      if (neighbor.layers() > origin.layers()) {
        assertTrue(given.space().neighbors(neighbor).contains(origin));
      }
    }
  }
}

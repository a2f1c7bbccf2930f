package io.github.hwgptbench.algorithm.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RandomSearchTest {

  private static final GenotypeSpace S = SearchSpace.s().genotypes();

  /** 2 * (2 + 4) = 12 networks. */
  private static final GenotypeSpace TINY = SearchSpace.builder("tiny")
      .embedDims(64)
      .layerCounts(1, 2)
      .headCounts(1)
      .mlpRatios(2, 4)
      .build()
      .genotypes();

  private static RandomSearch search(GenotypeSpace space, long seed) {
    return new RandomSearch(space, new SplittableRandom(seed));
  }

  private static List<Candidate> inPortions(RandomSearch search, int total, int portion) {
    List<Candidate> candidates = new ArrayList<>();
    while (candidates.size() < total) {
      candidates.addAll(search.ask(Math.min(portion, total - candidates.size())));
    }
    return candidates;
  }

  @Property(tries = 50)
  void aShorterSearchIsTheBeginningOfALongerOneHoweverItIsAsked(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int portion) {
    assertEquals(
        inPortions(search(S, seed), 100, 7).subList(0, 40),
        inPortions(search(S, seed), 40, portion));
  }

  @Property(tries = 50)
  void proposesAllThereIsBeforeItRepeats(@ForAll long seed) {
    RandomSearch search = search(TINY, seed);
    for (int round = 0; round < 3; round++) {
      Set<List<Integer>> seen = new HashSet<>();
      for (Candidate candidate : search.ask(12)) {
        int[] genes = candidate.genes();
        TINY.check(genes);
        int[] canonical = genes.clone();
        TINY.canonicalize(canonical);
        assertArrayEquals(canonical, genes);
        seen.add(Arrays.stream(genes).boxed().toList());
      }
      assertEquals(12, seen.size());
    }
  }

  @Test
  void levelsOfActiveGenesAreUniform() {
    int[][] counts = new int[S.size()][3];
    for (Candidate candidate : search(S, 11).ask(6000)) {
      int[] genes = candidate.genes();
      for (int gene = 0; gene < genes.length; gene++) {
        if (S.active(genes, gene)) {
          counts[gene][genes[gene]]++;
        }
      }
    }
    for (int gene = 0; gene < counts.length; gene++) {
      int levels = S.levels(gene);
      double expected = (counts[gene][0] + counts[gene][1] + counts[gene][2]) / (double) levels;
      double chiSquare = 0;
      for (int level = 0; level < levels; level++) {
        chiSquare += Math.pow(counts[gene][level] - expected, 2) / expected;
      }
      // 27 genes: 0.9999 quantile at 2 degrees of freedom.
      assertTrue(chiSquare < 18.4, S.name(gene) + ": " + chiSquare);
    }
  }

  @Test
  void candidatesAreNumberedFromZero() {
    List<Candidate> candidates = inPortions(search(S, 1), 10, 3);
    for (int i = 0; i < 10; i++) {
      assertEquals(i, candidates.get(i).number());
    }
    assertThrows(IllegalArgumentException.class, () -> search(S, 1).ask(0));
  }

  @Test
  void thePublishedOneBeginsWithTheFirstLevelsAndExcludesGenotypes() {
    PaperRandomSearch search = new PaperRandomSearch(TINY, new SplittableRandom(1));
    List<Candidate> all = search.ask(64);
    assertArrayEquals(new int[TINY.size()], all.get(0).genes());
    // embed_dim 1, n_layer 2, bias 2, mlp_ratio 2 twice, n_head 1 twice: 16 genotypes.
    for (int round = 0; round < 4; round++) {
      Set<List<Integer>> genotypes = new HashSet<>();
      Set<List<Integer>> phenotypes = new HashSet<>();
      for (Candidate candidate : all.subList(16 * round, 16 * round + 16)) {
        int[] genes = candidate.genes();
        genotypes.add(Arrays.stream(genes).boxed().toList());
        TINY.canonicalize(genes);
        phenotypes.add(Arrays.stream(genes).boxed().toList());
      }
      assertEquals(16, genotypes.size());
      assertEquals(12, phenotypes.size());
    }
  }
}

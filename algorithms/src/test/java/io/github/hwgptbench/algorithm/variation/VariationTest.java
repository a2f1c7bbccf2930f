package io.github.hwgptbench.algorithm.variation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.Driver;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class VariationTest {

  private static final GenotypeSpace S = SearchSpace.s().genotypes();

  private static int changes(int[] one, int[] other) {
    int changes = 0;
    for (int gene = 0; gene < one.length; gene++) {
      if (S.active(one, gene) && S.active(other, gene) && one[gene] != other[gene]) {
        changes++;
      }
    }
    return changes;
  }

  @Property(tries = 500)
  void oneActiveGeneChanges(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] genes = S.sample(random);
    int[] before = genes.clone();
    int[] mutant = new Mutation(S).changeOne(genes, random);
    assertArrayEquals(before, genes);
    assertEquals(1, changes(genes, mutant));
    assertTrue(S.contains(mutant));
    int[] canonical = mutant.clone();
    S.canonicalize(canonical);
    assertArrayEquals(canonical, mutant);
  }

  @Test
  void everyOtherLevelOfEveryGeneIsAsLikely() {
    GenotypeSpace space = Driver.plain(2, 1, 5, 3);
    int[] genes = {1, 0, 2, 0};
    int[][] counts = new int[4][5];
    SplittableRandom random = new SplittableRandom(1);
    Mutation mutation = new Mutation(space);
    for (int draw = 0; draw < 30000; draw++) {
      int[] mutant = mutation.changeOne(genes, random);
      for (int gene = 0; gene < 4; gene++) {
        if (mutant[gene] != genes[gene]) {
          counts[gene][mutant[gene]]++;
        }
      }
    }
    assertEquals(10000, counts[0][0], 400);
    assertEquals(0, counts[1][0]);
    for (int level : new int[] {0, 1, 3, 4}) {
      assertEquals(2500, counts[2][level], 250);
    }
    assertEquals(5000, counts[3][1], 300);
    assertEquals(5000, counts[3][2], 300);
  }

  @Test
  void oneGeneChangesOnAverage() {
    GenotypeSpace space = Driver.ternary(20);
    SplittableRandom random = new SplittableRandom(2);
    Mutation mutation = new Mutation(space);
    int[] genes = space.sample(random);
    int changed = 0;
    int unchanged = 0;
    for (int draw = 0; draw < 20000; draw++) {
      int distance = Driver.distance(genes, mutation.changeOneOnAverage(genes, random));
      changed += distance;
      unchanged += distance == 0 ? 1 : 0;
    }
    assertEquals(20000, changed, 600);
    assertEquals(20000 * Math.pow(0.95, 20), unchanged, 350);
  }

  @Test
  void genesThatBecomeActiveAreUniform() {
    int[] shallow = new int[S.size()];
    SplittableRandom random = new SplittableRandom(3);
    int nLayer = 1;
    int lastHeads = S.size() - 1;
    assertTrue(!S.active(shallow, lastHeads));
    int[] counts = new int[3];
    for (int draw = 0; draw < 9000; draw++) {
      counts[new Mutation(S).set(shallow, nLayer, 2, random)[lastHeads]]++;
    }
    for (int count : counts) {
      assertEquals(3000, count, 250);
    }
    int[] deep = new Mutation(S).set(shallow, nLayer, 2, random);
    assertArrayEquals(shallow, new Mutation(S).set(deep, nLayer, 0, random));
  }

  @Property(tries = 500)
  void aChildHasEveryGeneFromAParentInWhichItIsActive(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] first = S.sample(random);
    int[] second = S.sample(random);
    int[] child = new UniformCrossover(S).cross(first, second, random);
    for (int gene = 0; gene < child.length; gene++) {
      if (S.active(child, gene)) {
        assertTrue((S.active(first, gene) && child[gene] == first[gene])
            || (S.active(second, gene) && child[gene] == second[gene]));
      } else {
        assertEquals(0, child[gene]);
      }
    }
  }

  @Test
  void bothParentsHaveTheSameShare() {
    GenotypeSpace space = Driver.ternary(10);
    int[] first = new int[10];
    int[] second = {2, 2, 2, 2, 2, 2, 2, 2, 2, 2};
    SplittableRandom random = new SplittableRandom(4);
    int[] fromFirst = new int[10];
    for (int draw = 0; draw < 4000; draw++) {
      int[] child = new UniformCrossover(space).cross(first, second, random);
      for (int gene = 0; gene < 10; gene++) {
        fromFirst[gene] += child[gene] == 0 ? 1 : 0;
      }
    }
    for (int count : fromFirst) {
      assertEquals(2000, count, 150);
    }
  }
}

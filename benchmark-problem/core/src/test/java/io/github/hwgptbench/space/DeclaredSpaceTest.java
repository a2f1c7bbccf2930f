package io.github.hwgptbench.space;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DeclaredSpaceTest {

  @Property(tries = 100)
  void thereAreAsManyPhenotypesAsCanonicalGenotypes(@ForAll long seed) {
    GenotypeSpace space = random(new Random(seed));
    Set<int[]> canonical = new TreeSet<>(Arrays::compare);
    int[] genes = new int[space.size()];
    int gene;
    do {
      assertTrue(space.contains(genes));
      int[] form = genes.clone();
      space.canonicalize(form);
      canonical.add(form);
      gene = 0;
      while (gene < genes.length && ++genes[gene] == space.levels(gene)) {
        genes[gene++] = 0;
      }
    } while (gene < genes.length);
    assertEquals(BigInteger.valueOf(canonical.size()), space.distinct());
  }

  @Property(tries = 100)
  void genesAreActiveAsDeclared(@ForAll long seed) {
    Random random = new Random(seed);
    GenotypeSpace space = random(random);
    int[] genes = new int[space.size()];
    Arrays.setAll(genes, gene -> random.nextInt(space.levels(gene)));
    for (int gene = 0; gene < genes.length; gene++) {
      boolean declared = space
          .activation(gene)
          .map(it -> space.active(genes, it.gene()) && it.values().contains(genes[it.gene()]))
          .orElse(true);
      assertEquals(declared, space.active(genes, gene));
    }
  }

  @Property(tries = 300)
  void canonicalFormsHaveZeroInInertGenesAlone(@ForAll long seed) {
    Random random = new Random(seed);
    GenotypeSpace space = random(random);
    int[] genes = new int[space.size()];
    Arrays.setAll(genes, gene -> random.nextInt(space.levels(gene)));
    int[] expected = genes.clone();
    Arrays.setAll(expected, gene -> space.active(genes, gene) ? genes[gene] : 0);
    space.canonicalize(genes);
    assertArrayEquals(expected, genes);
  }

  private static GenotypeSpace random(Random random) {
    GenotypeSpace.Builder space = GenotypeSpace.builder();
    int size = 1 + random.nextInt(6);
    int[] levels = new int[size];
    for (int gene = 0; gene < size; gene++) {
      levels[gene] = 1 + random.nextInt(3);
      space.gene("x" + gene, levels[gene]);
      if (gene > 0 && random.nextBoolean()) {
        int parent = random.nextInt(gene);
        space.when(new Activation(parent, Set.of(random.nextInt(levels[parent]))));
      }
    }
    return space.build();
  }

  @Test
  void architecturesDeclareTheirLayers() {
    GenotypeSpace space = SearchSpace.s().genotypes();
    assertEquals(12, space.slots().size());
    assertEquals(
        new Slot("layer_12", Map.of("mlp_ratio", 14, "n_head", 26)),
        space.slots().get(11));
    assertTrue(space.activation(12).isEmpty());
    assertEquals(
        new Activation(ArchitectureLayout.N_LAYER, Set.of(1, 2)),
        space.activation(13).orElseThrow());
    assertEquals(
        new Activation(ArchitectureLayout.N_LAYER, Set.of(2)),
        space.activation(26).orElseThrow());
    assertTrue(space.ordinal(ArchitectureLayout.EMBED_DIM));
  }

  @Test
  void numbersAtTheEndOfNamesAreSlots() {
    assertEquals(
        List.of(
            new Slot("0", Map.of("units", 1)),
            new Slot("1", Map.of("units", 2, "dropout", 4)),
            new Slot("2", Map.of("dropout", 5))),
        Slot.numbered(List.of("layers", "units_0", "units_1", "only7", "dropout1", "dropout.2")));
  }

  @Test
  void refusesWhatCanNotBe() {
    GenotypeSpace.Builder space = GenotypeSpace.builder().gene("depth", 2);
    refused("Gene 1 (none): no values", () -> space.gene("none", 0));
    refused(
        "Gene 0: depends on gene 0; allowed: 0 to -1",
        () -> space.when(new Activation(0, Set.of(1))));
    space.nominal("kind", 3);
    refused(
        "Gene 1 (kind): active at value 2 of gene 0 (depth); allowed: 0 to 1",
        () -> space.when(new Activation(0, Set.of(2))));
    refused("Slot 'a': no genes", () -> new Slot("a", Map.of()));
    assertFalse(space.build().ordinal(1));
    space.slots(List.of(new Slot("a", Map.of("kind", 2))));
    refused("Slot 'a': gene 2; allowed: 0 to 1", space::build);
  }

  private static void refused(String why, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.startsWith(why), message);
  }
}

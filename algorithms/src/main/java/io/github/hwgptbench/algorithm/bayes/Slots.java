package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.Slot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which genes of a space mean the same thing in different places, such as the mlp_ratio of each
 * layer, as the {@linkplain GenotypeSpace#slots() slots} of the space declare. Immutable.
 *
 * @param kinds names of the kinds, in alphabetical order; each has at least two genes
 * @param genes for each kind, the gene of each slot, -1 where a slot has none; the order of slots
 *     is that of the space, and the same for all kinds
 * @param common all other genes
 */
record Slots(List<String> kinds, int[][] genes, int[] common) {

  static Slots of(GenotypeSpace space) {
    Map<String, Integer> counts = new TreeMap<>();
    space
        .slots()
        .forEach(
            slot -> slot.genes().keySet().forEach(kind -> counts.merge(kind, 1, Integer::sum)));
    counts.values().removeIf(count -> count < 2);
    List<String> kinds = List.copyOf(counts.keySet());
    List<Slot> slots = space.slots().stream()
        .filter(slot -> kinds.stream().anyMatch(slot.genes()::containsKey))
        .toList();
    int[][] genes = new int[kinds.size()][slots.size()];
    boolean[] inSlot = new boolean[space.size()];
    for (int kind = 0; kind < genes.length; kind++) {
      for (int slot = 0; slot < genes[kind].length; slot++) {
        int gene = slots.get(slot).genes().getOrDefault(kinds.get(kind), -1);
        genes[kind][slot] = gene;
        if (gene >= 0) {
          inSlot[gene] = true;
        }
      }
    }
    int[] common =
        IntStream.range(0, space.size()).filter(gene -> !inSlot[gene]).toArray();
    return new Slots(kinds, genes, common);
  }

  /** Returns the number of slots. */
  int count() {
    return genes.length == 0 ? 0 : genes[0].length;
  }
}

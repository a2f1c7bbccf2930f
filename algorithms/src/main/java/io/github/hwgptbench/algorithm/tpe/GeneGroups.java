package io.github.hwgptbench.algorithm.tpe;

import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The genes of a space in groups: two genes are in one group as long as every genotype that was
 * seen had both active or both inactive. Genes with a single level are in none. A group is modelled
 * jointly, from the genotypes in which it is active: what Optuna calls {@code group=True}.
 */
final class GeneGroups {

  private final GenotypeSpace space;
  private List<BitSet> groups = new ArrayList<>();

  GeneGroups(GenotypeSpace space) {
    this.space = space;
  }

  /** Takes account of a genotype. */
  void see(int[] genes) {
    BitSet left = new BitSet();
    for (int gene = 0; gene < genes.length; gene++) {
      left.set(gene, space.levels(gene) > 1 && space.active(genes, gene));
    }
    List<BitSet> split = new ArrayList<>();
    for (BitSet group : groups) {
      BitSet active = (BitSet) group.clone();
      active.and(left);
      BitSet inert = (BitSet) group.clone();
      inert.andNot(left);
      left.andNot(group);
      split.add(active);
      split.add(inert);
    }
    split.add(left);
    split.removeIf(BitSet::isEmpty);
    groups = split;
  }

  /** Returns the genes of each group. */
  List<int[]> groups() {
    return groups.stream().map(group -> group.stream().toArray()).toList();
  }
}

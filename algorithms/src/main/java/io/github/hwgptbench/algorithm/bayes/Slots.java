package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which genes of a space mean the same thing in different places, such as the mlp_ratio of each
 * layer: those whose names differ in the number at their end only. Immutable.
 *
 * @param kinds what stands before the number, in alphabetical order; two genes or more have each
 * @param genes for each kind, the gene of each slot, -1 where a slot has none; slots are ordered by
 *     number, and the same for all kinds
 * @param common all other genes
 */
record Slots(List<String> kinds, int[][] genes, int[] common) {

  private static final Pattern NUMBERED = Pattern.compile("(.*?)[_.-]?([0-9]{1,9})");

  static Slots of(GenotypeSpace space) {
    Map<String, Map<Integer, Integer>> numbered = new TreeMap<>();
    for (int gene = 0; gene < space.size(); gene++) {
      Matcher matcher = NUMBERED.matcher(space.name(gene));
      if (matcher.matches()) {
        numbered
            .computeIfAbsent(matcher.group(1), kind -> new TreeMap<>())
            .putIfAbsent(Integer.valueOf(matcher.group(2)), gene);
      }
    }
    numbered.values().removeIf(genes -> genes.size() < 2);
    TreeSet<Integer> numbers = new TreeSet<>();
    numbered.values().forEach(genes -> numbers.addAll(genes.keySet()));
    List<Integer> slots = List.copyOf(numbers);
    List<String> kinds = List.copyOf(numbered.keySet());
    int[][] genes = new int[kinds.size()][slots.size()];
    boolean[] inSlot = new boolean[space.size()];
    for (int kind = 0; kind < genes.length; kind++) {
      for (int slot = 0; slot < genes[kind].length; slot++) {
        int gene = numbered.get(kinds.get(kind)).getOrDefault(slots.get(slot), -1);
        genes[kind][slot] = gene;
        if (gene >= 0) {
          inSlot[gene] = true;
        }
      }
    }
    List<Integer> common = new ArrayList<>();
    for (int gene = 0; gene < space.size(); gene++) {
      if (!inSlot[gene]) {
        common.add(gene);
      }
    }
    return new Slots(kinds, genes, common.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Returns the number of slots. */
  int count() {
    return genes.length == 0 ? 0 : genes[0].length;
  }
}

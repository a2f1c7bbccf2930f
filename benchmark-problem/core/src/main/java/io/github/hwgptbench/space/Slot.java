package io.github.hwgptbench.space;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a genotype that exists several times, such as a layer, with the gene of each kind: the
 * first layer of GPT-S has the genes {@code {mlp_ratio=3, n_head=15}}. Genes of the same kind mean
 * the same thing in different slots. Immutable.
 *
 * @param name such as {@code layer_1}
 * @param genes the gene of each kind, at least one; the order is kept
 * @since 0.2.0
 */
public record Slot(String name, Map<String, Integer> genes) {

  private static final Pattern NUMBERED = Pattern.compile("(.*?)[_.-]?([0-9]{1,9})");

  /**
   * Makes a slot.
   *
   * @throws IllegalArgumentException if there is no gene
   */
  public Slot {
    if (genes.isEmpty()) {
      throw new IllegalArgumentException("Slot '" + name + "': no genes; allowed: 1 or more");
    }
    genes = Collections.unmodifiableMap(new LinkedHashMap<>(genes));
  }

  /**
   * Returns the slots of genes of which nothing but names is known: genes whose names differ only
   * in the number at their end, such as {@code units_0} and {@code units_1}, are of one kind, and
   * the number is the slot. A kind has at least two genes.
   *
   * @param names of all genes of a space
   * @return ordered by number
   */
  public static List<Slot> numbered(List<String> names) {
    Map<String, Map<Integer, Integer>> kinds = new TreeMap<>();
    for (int gene = 0; gene < names.size(); gene++) {
      Matcher matcher = NUMBERED.matcher(names.get(gene));
      if (matcher.matches()) {
        kinds
            .computeIfAbsent(matcher.group(1), kind -> new TreeMap<>())
            .putIfAbsent(Integer.valueOf(matcher.group(2)), gene);
      }
    }
    Map<Integer, Map<String, Integer>> slots = new TreeMap<>();
    kinds.forEach((kind, genes) -> {
      if (genes.size() > 1) {
        genes.forEach((number, gene) ->
            slots.computeIfAbsent(number, slot -> new LinkedHashMap<>()).put(kind, gene));
      }
    });
    List<Slot> numbered = new ArrayList<>();
    slots.forEach((number, genes) -> numbered.add(new Slot(number.toString(), genes)));
    return List.copyOf(numbered);
  }
}

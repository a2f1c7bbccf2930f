package io.github.hwgptbench.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** The genotype of a {@link SearchSpace}; its gene order is documented there. */
final class ArchitectureGenotypes implements GenotypeSpace {

  static final int EMBED_DIM = 0;
  static final int N_LAYER = 1;
  static final int BIAS = 2;
  /** The first gene that belongs to a layer. */
  static final int LAYERS = 3;

  private final List<List<Object>> choices;
  private final int[] levels;
  private final String[] names;
  private final int[] layerCounts;
  private final int maxLayers;
  private final BigInteger distinct;

  ArchitectureGenotypes(SearchSpace space) {
    layerCounts = space.layerCounts().stream().mapToInt(Integer::intValue).toArray();
    maxLayers = space.maxLayers();
    distinct = space.distinctArchitectures();
    levels = new int[LAYERS + 2 * maxLayers];
    names = new String[levels.length];
    choices = new ArrayList<>(Collections.nCopies(levels.length, List.of()));
    set(EMBED_DIM, "embed_dim", space.embedDims());
    set(N_LAYER, "n_layer", space.layerCounts());
    set(BIAS, "bias", space.biases());
    for (int layer = 0; layer < maxLayers; layer++) {
      set(mlpRatio(layer), "mlp_ratio_" + (layer + 1), space.mlpRatios());
      set(heads(layer), "n_head_" + (layer + 1), space.headCounts());
    }
  }

  private void set(int gene, String name, List<?> geneChoices) {
    names[gene] = name;
    levels[gene] = geneChoices.size();
    choices.set(gene, List.copyOf(geneChoices));
  }

  int mlpRatio(int layer) {
    return LAYERS + layer;
  }

  int heads(int layer) {
    return LAYERS + maxLayers + layer;
  }

  @Override
  public int size() {
    return levels.length;
  }

  @Override
  public int levels(int gene) {
    return levels[gene];
  }

  @Override
  public String name(int gene) {
    return names[gene];
  }

  @Override
  public List<Object> choices(int gene) {
    return choices.get(gene);
  }

  @Override
  public boolean active(int[] genes, int gene) {
    Objects.checkIndex(gene, levels.length);
    if (gene < LAYERS) {
      return true;
    }
    int slot = gene - LAYERS;
    return (slot < maxLayers ? slot : slot - maxLayers) < layerCounts[genes[N_LAYER]];
  }

  /** Every evaluation checks, so this is a loop over arrays that the compiler can vectorise. */
  @Override
  public boolean contains(int[] genes) {
    if (genes.length != levels.length) {
      return false;
    }
    int signs = 0;
    for (int gene = 0; gene < levels.length; gene++) {
      signs |= genes[gene] | (levels[gene] - 1 - genes[gene]);
    }
    return signs >= 0;
  }

  @Override
  public BigInteger distinct() {
    return distinct;
  }
}

package io.github.hwgptbench.space;

import java.util.Arrays;
import java.util.List;

/**
 * Which gene of a genotype of a {@link SearchSpace} is which choice: {@code embed_dim},
 * {@code n_layer} and {@code bias}, then {@code mlp_ratio} of each layer, then {@code n_head} of
 * each layer. Immutable.
 *
 * @since 0.2.0
 */
public final class ArchitectureLayout {

  /** The gene of the embedding dimension. */
  public static final int EMBED_DIM = 0;

  /** The gene of the number of layers. */
  public static final int N_LAYER = 1;

  /** The gene of the bias. */
  public static final int BIAS = 2;

  /** The number of genes that belong to no layer; they stand before all others. */
  public static final int BODY = 3;

  private final int[] layerCounts;
  private final int maxLayers;

  ArchitectureLayout(List<Integer> layerCounts) {
    this.layerCounts = layerCounts.stream().mapToInt(Integer::intValue).toArray();
    maxLayers = this.layerCounts[this.layerCounts.length - 1];
  }

  /** Returns the number of genes. */
  public int size() {
    return BODY + 2 * maxLayers;
  }

  /** Returns the gene of the MLP ratio of a layer, counted from 0. */
  public int mlpRatio(int layer) {
    return BODY + layer;
  }

  /** Returns the gene of the number of attention heads of a layer, counted from 0. */
  public int heads(int layer) {
    return BODY + maxLayers + layer;
  }

  /** Returns the layer, counted from 0, that a gene of a layer belongs to. */
  public int layer(int gene) {
    int layer = gene - BODY;
    return layer < maxLayers ? layer : layer - maxLayers;
  }

  /** Returns whether two genotypes of the same space differ at most in genes of layers. */
  public static boolean sameBody(int[] one, int[] other) {
    return Arrays.equals(one, 0, BODY, other, 0, BODY);
  }

  /** Returns the number of layers of the architecture of a genotype. */
  public int layers(int[] genes) {
    return layerCounts[genes[N_LAYER]];
  }
}

package io.github.hwgptbench.algorithm.front;

import static io.github.hwgptbench.space.ArchitectureLayout.BIAS;
import static io.github.hwgptbench.space.ArchitectureLayout.EMBED_DIM;
import static io.github.hwgptbench.space.ArchitectureLayout.N_LAYER;

import io.github.hwgptbench.space.ArchitectureLayout;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The genotypes of a search space as a body, which is embed_dim, n_layer and bias, and a stack of
 * layers, each with one of as many options as there are pairs of mlp_ratio and n_head.
 */
final class LayeredGenotypes {

  private final ArchitectureLayout layout;
  private final GenotypeSpace genotypes;
  private final int[] layerCounts;
  private final int maxLayers;
  private final int headChoices;
  private final int options;

  LayeredGenotypes(SearchSpace space) {
    layout = space.layout();
    genotypes = space.genotypes();
    layerCounts = space.layerCounts().stream().mapToInt(Integer::intValue).toArray();
    maxLayers = space.maxLayers();
    headChoices = space.headCounts().size();
    options = space.mlpRatios().size() * headChoices;
  }

  /** Returns the number of options of a layer. */
  int options() {
    return options;
  }

  int layers(int[] genes) {
    return layout.layers(genes);
  }

  int option(int[] genes, int layer) {
    return genes[layout.mlpRatio(layer)] * headChoices + genes[layout.heads(layer)];
  }

  void set(int[] genes, int layer, int option) {
    genes[layout.mlpRatio(layer)] = option / headChoices;
    genes[layout.heads(layer)] = option % headChoices;
  }

  /** Returns a network with another option in one layer. */
  int[] with(int[] genes, int layer, int option) {
    int[] changed = genes.clone();
    set(changed, layer, option);
    return changed;
  }

  /** Returns whether two architectures differ in their layers only. */
  boolean sameBody(int[] one, int[] other) {
    return ArchitectureLayout.sameBody(one, other);
  }

  /** Returns a network of each body, with the same option, about the middle one, in all layers. */
  List<int[]> bodies() {
    List<int[]> bodies = new ArrayList<>();
    for (int embedDim = 0; embedDim < genotypes.levels(EMBED_DIM); embedDim++) {
      for (int depth = 0; depth < genotypes.levels(N_LAYER); depth++) {
        for (int bias = 0; bias < genotypes.levels(BIAS); bias++) {
          int[] genes = new int[genotypes.size()];
          genes[EMBED_DIM] = embedDim;
          genes[N_LAYER] = depth;
          genes[BIAS] = bias;
          for (int layer = 0; layer < layerCounts[depth]; layer++) {
            set(genes, layer, options / 2);
          }
          bodies.add(genes);
        }
      }
    }
    return bodies;
  }

  /** Returns all architectures of the space, body by body, in lexicographic order of options. */
  List<int[]> all() {
    List<int[]> all = new ArrayList<>();
    for (int[] body : bodies()) {
      addLayerings(body, 0, all);
    }
    return all;
  }

  private void addLayerings(int[] genes, int layer, List<int[]> all) {
    if (layer == layers(genes)) {
      all.add(genes);
      return;
    }
    for (int option = 0; option < options; option++) {
      addLayerings(with(genes, layer, option), layer + 1, all);
    }
  }

  /**
   * Returns all architectures with one other option in one layer, ordered by layer, then by option.
   */
  List<int[]> oneLayerChanges(int[] genes) {
    List<int[]> changed = new ArrayList<>();
    for (int layer = 0; layer < layers(genes); layer++) {
      int own = option(genes, layer);
      for (int option = 0; option < options; option++) {
        if (option != own) {
          changed.add(with(genes, layer, option));
        }
      }
    }
    return changed;
  }

  /**
   * Returns architectures with another body: of another embed_dim or bias, and of another depth,
   * where the layers that go are next to each other anywhere, and those that come repeat any layer,
   * or are the last ones, all with the same option.
   */
  List<int[]> bodyChanges(int[] genes) {
    List<int[]> changed = new ArrayList<>();
    for (int gene : new int[] {EMBED_DIM, BIAS}) {
      for (int level = 0; level < genotypes.levels(gene); level++) {
        if (level != genes[gene]) {
          int[] other = genes.clone();
          other[gene] = level;
          changed.add(other);
        }
      }
    }
    int layers = layers(genes);
    for (int depth = 0; depth < layerCounts.length; depth++) {
      int[] other = genes.clone();
      other[N_LAYER] = depth;
      int difference = layerCounts[depth] - layers;
      if (difference < 0) {
        for (int from = 0; from <= layerCounts[depth]; from++) {
          changed.add(shifted(genes, other, from, difference));
        }
      } else if (difference > 0) {
        for (int from = 1; from <= layers; from++) {
          changed.add(shifted(genes, other, from, difference));
        }
        for (int option = 0; option < options; option++) {
          int[] longer = other.clone();
          for (int layer = layers; layer < layerCounts[depth]; layer++) {
            set(longer, layer, option);
          }
          changed.add(longer);
        }
      }
    }
    return changed;
  }

  /** Layers from a place on come from further on, or from further back. */
  private int[] shifted(int[] genes, int[] body, int from, int difference) {
    int[] shifted = body.clone();
    for (int layer = 0; layer < maxLayers; layer++) {
      int source = layer;
      if (layer >= from) {
        source = difference < 0 ? layer - difference : Math.max(from - 1, layer - difference);
      }
      set(shifted, layer, layer < layers(body) ? option(genes, source) : 0);
    }
    return shifted;
  }

  /**
   * Returns a mixture of two architectures of the same body, with some layers changed at random.
   */
  int[] mixed(int[] one, int[] other, int changes, RandomGenerator random) {
    int[] mixed = one.clone();
    int layers = layers(one);
    for (int layer = 0; layer < layers; layer++) {
      if (random.nextBoolean()) {
        set(mixed, layer, option(other, layer));
      }
    }
    for (int change = 0; change < changes; change++) {
      set(mixed, random.nextInt(layers), random.nextInt(options));
    }
    return mixed;
  }
}

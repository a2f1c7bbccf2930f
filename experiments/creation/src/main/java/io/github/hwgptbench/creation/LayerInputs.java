package io.github.hwgptbench.creation;

import static io.github.hwgptbench.space.ArchitectureLayout.BIAS;
import static io.github.hwgptbench.space.ArchitectureLayout.EMBED_DIM;
import static io.github.hwgptbench.space.ArchitectureLayout.N_LAYER;

import io.github.hwgptbench.space.ArchitectureLayout;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.FeatureMap;
import java.util.List;

/**
 * The inputs that ramps of quality are trained on: every choice of embed_dim, of bias, of n_layer,
 * and of each layer is one that is 1 or 0. Compared with the features of a surrogate, which leave
 * the first choice of a layer out, none is singled out, so that a penalty treats them alike.
 */
final class LayerInputs {

  private final FeatureMap features;
  private final ArchitectureLayout layout;
  private final List<Integer> layerCounts;
  private final int embeds;
  private final int ratios;
  private final int heads;
  private final int maxLayers;
  private final int depth;
  private final int slots;

  LayerInputs(SearchSpace space, FeatureMap features) {
    this.features = features;
    layout = space.layout();
    layerCounts = space.layerCounts();
    embeds = space.embedDims().size();
    ratios = space.mlpRatios().size();
    heads = space.headCounts().size();
    maxLayers = space.maxLayers();
    depth = embeds + space.biases().size();
    slots = depth + layerCounts.size();
  }

  /** Returns the number of inputs. */
  int size() {
    return slots + maxLayers * (ratios + heads);
  }

  /** Returns the indices of the inputs that are 1. */
  int[] active(int[] genes) {
    int layers = layout.layers(genes);
    int[] active = new int[3 + 2 * layers];
    active[0] = genes[EMBED_DIM];
    active[1] = embeds + genes[BIAS];
    active[2] = depth + genes[N_LAYER];
    for (int layer = 0; layer < layers; layer++) {
      active[3 + 2 * layer] = ratio(layer, genes[layout.mlpRatio(layer)]);
      active[4 + 2 * layer] = head(layer, genes[layout.heads(layer)]);
    }
    return active;
  }

  private int ratio(int layer, int choice) {
    return slots + layer * (ratios + heads) + choice;
  }

  private int head(int layer, int choice) {
    return ratio(layer, ratios) + choice;
  }

  /**
   * Returns the slopes over the features of a surrogate that, in one embed_dim, say the same as
   * some over these inputs.
   *
   * @param slopes one an input
   * @param constant what is added
   * @param embed the index of the embed_dim
   */
  double[] onFeatures(double[] slopes, double constant, int embed) {
    double[] result = new double[features.size()];
    result[embed] = constant + slopes[embed] + slopes[embeds];
    if (depth > embeds + 1) {
      result[features.bias()] = slopes[embeds + 1] - slopes[embeds];
    }
    int at = features.loadSize();
    for (int n = 0; n < layerCounts.size(); n++) {
      result[at + n] = slopes[depth + n];
      for (int layer = 0; layer < layerCounts.get(n); layer++) {
        result[at + n] += slopes[ratio(layer, 0)] + slopes[head(layer, 0)];
      }
    }
    at += layerCounts.size();
    for (int layer = 0; layer < maxLayers; layer++) {
      for (int choice = 1; choice < ratios; choice++) {
        result[at++] = slopes[ratio(layer, choice)] - slopes[ratio(layer, 0)];
      }
      for (int choice = 1; choice < heads; choice++) {
        result[at++] = slopes[head(layer, choice)] - slopes[head(layer, 0)];
      }
    }
    return result;
  }
}

package io.github.hwgptbench.published;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.util.Arrays;
import java.util.List;

/**
 * How the authors of HW-GPT-Bench hand an architecture to their networks, read from their code
 * (automl/HW-GPT-Bench). With L the largest number of layers of the space:
 */
enum ArchitectureEncoding {
  /**
   * Of perplexity: 6 + 6L + 2 numbers that are 0 or 1. Which embedding dimension, which number of
   * layers, which MLP ratio of each layer, which number of heads of each layer, and with bias or
   * without; zeros for the layers that there are not.
   */
  ONE_HOT {
    @Override
    int width(SearchSpace space) {
      return space.embedDims().size()
          + space.layerCounts().size()
          + space.maxLayers() * (space.mlpRatios().size() + space.headCounts().size())
          + 2;
    }

    @Override
    double[] features(SearchSpace space, Architecture architecture) {
      double[] features = new double[width(space)];
      int at = set(features, 0, space.embedDims(), architecture.embedDim());
      at = set(features, at, space.layerCounts(), architecture.layers());
      for (int layer = 0; layer < architecture.layers(); layer++) {
        int from = at + layer * space.mlpRatios().size();
        set(features, from, space.mlpRatios(), architecture.mlpRatio(layer));
      }
      at += space.maxLayers() * space.mlpRatios().size();
      for (int layer = 0; layer < architecture.layers(); layer++) {
        int from = at + layer * space.headCounts().size();
        set(features, from, space.headCounts(), architecture.heads(layer));
      }
      features[features.length - (architecture.bias() ? 2 : 1)] = 1;
      return features;
    }

    /** Sets the feature of a choice, and returns where those of the next choice begin. */
    private static int set(double[] features, int from, List<Integer> choices, int choice) {
      features[from + choices.indexOf(choice)] = 1;
      return from + choices.size();
    }
  },

  /**
   * Of memory: 2 + 2L + 1 numbers. The embedding dimension, the number of layers, the MLP ratios,
   * the numbers of heads, each from 0 for the smallest choice to 1 for the largest, -1 for the
   * layers that there are not; and a 1. The last one should be the bias, but the authors' code
   * takes the texts "True" and "False" for true both, so their networks do not know of biases.
   */
  SCALED {
    @Override
    int width(SearchSpace space) {
      return 2 + 2 * space.maxLayers() + 1;
    }

    @Override
    double[] features(SearchSpace space, Architecture architecture) {
      double[] features = new double[width(space)];
      Arrays.fill(features, -1);
      features[0] = scaled(space.embedDims(), architecture.embedDim());
      features[1] = scaled(space.layerCounts(), architecture.layers());
      for (int layer = 0; layer < architecture.layers(); layer++) {
        features[2 + layer] = scaled(space.mlpRatios(), architecture.mlpRatio(layer));
        features[2 + space.maxLayers() + layer] =
            scaled(space.headCounts(), architecture.heads(layer));
      }
      features[features.length - 1] = 1;
      return features;
    }

    private static double scaled(List<Integer> choices, int choice) {
      double smallest = choices.get(0);
      return (choice - smallest) / (choices.get(choices.size() - 1) - smallest);
    }
  };

  /** Returns the number of features in a space. */
  abstract int width(SearchSpace space);

  /** Returns the features of an architecture of a space. */
  abstract double[] features(SearchSpace space, Architecture architecture);
}

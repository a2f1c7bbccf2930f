package io.github.hwgptbench.creation;

import io.github.hwgptbench.surrogate.FeatureMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The columns of a hardware regression, each a sum of load features. */
final class LoadColumns {

  private final FeatureMap features;
  private final List<double[]> columns = new ArrayList<>();
  private final int ratios;
  private final int heads;

  private LoadColumns(FeatureMap features) {
    this.features = features;
    ratios = features.biasHeadCounts() - features.biasRatioCounts();
    heads = features.ends() - features.biasHeadCounts() + 1;
  }

  /**
   * Returns the columns, beside the constant, of some parts. Without any these are the layers of
   * each mlp_ratio, the layers of each n_head but the first, bias, and bias times the layers of
   * each mlp_ratio: with the constant ten coefficients an embed_dim.
   */
  static double[][] of(FeatureMap features, Set<HardwareFit.Part> parts) {
    LoadColumns load = new LoadColumns(features);
    for (int ratio = 0; ratio < load.ratios; ratio++) {
      load.addPairs(ratio, ratio + 1, 0, load.heads);
    }
    for (int head = 1; head < load.heads; head++) {
      load.addPairs(0, load.ratios, head, head + 1);
    }
    load.add(features.bias(), features.bias() + 1);
    load.add(features.biasRatioCounts(), features.biasHeadCounts());
    if (parts.contains(HardwareFit.Part.BIAS_HEADS)) {
      load.add(features.biasHeadCounts(), features.ends());
    }
    if (parts.contains(HardwareFit.Part.PAIRS)) {
      for (int ratio = 1; ratio < load.ratios; ratio++) {
        for (int head = 1; head < load.heads; head++) {
          load.addPairs(ratio, ratio + 1, head, head + 1);
        }
      }
    }
    if (parts.contains(HardwareFit.Part.ENDS)) {
      load.add(features.ends(), features.loadSize());
    }
    return load.columns.toArray(double[][]::new);
  }

  private void add(int from, int to) {
    for (int j = from; j < to; j++) {
      double[] column = new double[features.loadSize()];
      column[j] = 1;
      columns.add(column);
    }
  }

  private void addPairs(int fromRatio, int toRatio, int fromHead, int toHead) {
    double[] column = new double[features.loadSize()];
    for (int ratio = fromRatio; ratio < toRatio; ratio++) {
      for (int head = fromHead; head < toHead; head++) {
        column[features.pairCounts() + ratio * heads + head] = 1;
      }
    }
    columns.add(column);
  }
}

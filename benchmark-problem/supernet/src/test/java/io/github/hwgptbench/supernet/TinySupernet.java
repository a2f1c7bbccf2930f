package io.github.hwgptbench.supernet;

import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A supernet that is evaluated in no time, with weights large enough for each of them to matter.
 */
final class TinySupernet {

  static final SearchSpace SPACE = SearchSpace.builder("tiny")
      .embedDims(8, 12, 20)
      .layerCounts(1, 2, 3)
      .headCounts(1, 2, 3)
      .mlpRatios(1, 2, 4)
      .build();

  static final SupernetShape SHAPE = new SupernetShape(SPACE, 37, 8, 0.5, 16);

  private TinySupernet() {}

  static SupernetWeights write(Path folder) throws IOException {
    return write(folder, SHAPE, 1);
  }

  static SupernetWeights write(Path folder, SupernetShape shape, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (SupernetWriter writer = SupernetWriter.create(folder, shape)) {
      for (WeightTensor tensor : shape.tensors()) {
        boolean scale = tensor.name().contains("norm_") || tensor.name().contains("ln_f");
        double center = scale && tensor.name().endsWith("weight") ? 1 : 0;
        float[] values = new float[tensor.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (center + 0.4 * random.nextGaussian());
        }
        writer.write(tensor.name(), FloatBuffer.wrap(values));
      }
      return writer.finish(Map.of("seed", Long.toString(seed)));
    }
  }
}

package io.github.hwgptbench.training;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.supernet.SupernetWeights;
import io.github.hwgptbench.supernet.SupernetWriter;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The weights that a training begins with.
 *
 * @param scheme decides how weights are drawn
 * @param from weights to fine-tune; null to draw some
 */
record FirstWeights(TrainingScheme scheme, @Nullable SupernetWeights from) {

  /** The folder of drawn weights, within that of the training. */
  private static final String FOLDER = "first";

  /**
   * Makes sure that the weights have a place in a supernet.
   *
   * @throws IllegalArgumentException if they are of another size; names what differs
   */
  void requireFit(SupernetShape shape) {
    if (from == null) {
      return;
    }
    Map<String, Object> theirs = sizes(from.shape());
    Map<String, Object> ours = sizes(shape);
    String differences = ours.entrySet().stream()
        .filter(size -> !size.getValue().equals(theirs.get(size.getKey())))
        .map(size ->
            size.getKey() + " " + theirs.get(size.getKey()) + " instead of " + size.getValue())
        .collect(Collectors.joining(", "));
    if (!differences.isEmpty()) {
      throw UsageException.of(
          "%s: its weights don't fit a supernet of space '%s': %s",
          from.name(), shape.space().name(), differences);
    }
  }

  private static Map<String, Object> sizes(SupernetShape shape) {
    Map<String, Object> sizes = new LinkedHashMap<>();
    sizes.put("embed_dim", shape.embedDim());
    sizes.put("n_layer", shape.layers());
    sizes.put("n_head", shape.heads());
    sizes.put("mlp_ratio", shape.mlpRatio());
    sizes.put("bias", shape.bias());
    sizes.put("vocabulary", shape.vocabulary());
    sizes.put("head_size", shape.headSize());
    sizes.put("rotary_fraction", shape.rotaryFraction());
    sizes.put("layout", shape.layout());
    return sizes;
  }

  /**
   * Returns the weights, one tensor after another.
   *
   * @param folder of the training
   * @throws IOException if they can't be written there for a while
   */
  float[] of(SupernetShape shape, FlatWeights layout, long seed, Path folder) throws IOException {
    if (from != null) {
      return copy(from, layout);
    }
    return scheme == TrainingScheme.PAPER
        ? pyTorch(shape, layout, new SplittableRandom(seed))
        : normal(shape, layout, new SplittableRandom(seed), folder);
  }

  private static float[] copy(SupernetWeights from, FlatWeights layout) {
    float[] weights = new float[layout.size()];
    for (FlatWeights.Part part : layout.parts()) {
      from.values(part.tensor().name()).get(weights, part.from(), part.size());
    }
    return weights;
  }

  private static float[] normal(
      SupernetShape shape, FlatWeights layout, SplittableRandom random, Path folder)
      throws IOException {
    Path first = folder.resolve(FOLDER);
    if (Files.exists(first)) {
      MoreFiles.deleteRecursively(first, RecursiveDeleteOption.ALLOW_INSECURE);
    }
    float[] weights = copy(SupernetWriter.writeUntrained(first, shape, random), layout);
    MoreFiles.deleteRecursively(first, RecursiveDeleteOption.ALLOW_INSECURE);
    return weights;
  }

  /**
   * As PyTorch initializes: weights and biases of linear layers are uniform within 1 / sqrt(inputs)
   * of 0, and those of norms 1 and 0. A tied embedding is the head's matrix, a linear layer; one of
   * its own has the standard normal distribution.
   */
  private static float[] pyTorch(SupernetShape shape, FlatWeights layout, SplittableRandom random) {
    float[] weights = new float[layout.size()];
    double bound = 0;
    for (FlatWeights.Part part : layout.parts()) {
      boolean bias = part.tensor().name().endsWith(".bias");
      boolean normal = part.from() == 0 && !shape.layout().tiedHead();
      if (part.matrix()) {
        bound = 1 / Math.sqrt(part.tensor().shape().get(1));
      } else if (!bias) {
        bound = 0;
      }
      // The bias of a layer follows its weights.
      boolean scale = !part.matrix() && !bias;
      for (int i = part.from(); i < part.from() + part.size(); i++) {
        weights[i] = normal
            ? (float) random.nextGaussian()
            : scale ? 1 : bound == 0 ? 0 : (float) (bound * (2 * random.nextDouble() - 1));
      }
    }
    return weights;
  }
}

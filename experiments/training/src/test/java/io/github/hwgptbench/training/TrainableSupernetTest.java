package io.github.hwgptbench.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.supernet.Score;
import io.github.hwgptbench.supernet.SubNetwork;
import io.github.hwgptbench.supernet.Supernet;
import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.supernet.SupernetWeights;
import io.github.hwgptbench.supernet.SupernetWriter;
import io.github.hwgptbench.supernet.WeightTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainableSupernetTest {

  private static final int LENGTH = 12;

  @TempDir
  Path folder;

  private final FlatWeights layout = new FlatWeights(TinyTraining.SHAPE);
  private final float[] weights = new float[layout.size()];
  private TrainableSupernet supernet;
  private int[][] sequences;

  /** Weights are large enough for each of them to matter. */
  @BeforeEach
  void make() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    for (FlatWeights.Part part : layout.parts()) {
      String name = part.tensor().name();
      boolean scale = !part.matrix() && name.endsWith(".weight");
      for (int i = part.from(); i < part.from() + part.size(); i++) {
        weights[i] = (float) ((scale ? 1 : 0) + 0.4 * random.nextGaussian());
      }
    }
    TrainingText text = new TrainingText(
        TinyTraining.text(folder.resolve("text.tokens"), 500),
        TinyTraining.SHAPE,
        TinyTraining.SETTINGS);
    sequences = text.sequences(0, TinyTraining.SETTINGS.batch());
    supernet = new TrainableSupernet(TinyTraining.SHAPE, layout, LENGTH);
    supernet.load(weights);
  }

  @AfterEach
  void close() {
    supernet.close();
  }

  private static List<Architecture> architectures(int random) {
    List<Architecture> architectures =
        new ArrayList<>(List.of(TinyTraining.SPACE.largest(), TinyTraining.SPACE.smallest()));
    SplittableRandom generator = new SplittableRandom(2);
    for (int i = 0; i < random; i++) {
      architectures.add(TinyTraining.SPACE.sampleUniformGenes(generator));
    }
    return architectures;
  }

  /** Two implementations of the network, of which one is not ours, agree in every slice. */
  @Test
  void lossIsThatOfOnnxRuntime() throws IOException {
    assertLossIsThatOfOnnxRuntime(supernet, TinyTraining.SHAPE, 60);
  }

  @Test
  void allOfAHeadOrNothingCanBeRotated() throws IOException {
    for (double fraction : new double[] {0, 1}) {
      SupernetShape shape = new SupernetShape(TinyTraining.SPACE, 11, 8, fraction, 16);
      try (TrainableSupernet rotated = new TrainableSupernet(shape, layout, LENGTH)) {
        rotated.load(weights);
        assertLossIsThatOfOnnxRuntime(rotated, shape, 3);
      }
    }
  }

  private void assertLossIsThatOfOnnxRuntime(
      TrainableSupernet trained, SupernetShape shape, int random) throws IOException {
    try (Supernet other = new Supernet(written(shape))) {
      for (Architecture architecture : architectures(random)) {
        try (SubNetwork network = other.inherit(architecture)) {
          Score score = network.score(sequences);
          assertEquals(
              score.loss() / score.tokens(),
              trained.loss(architecture, sequences),
              1e-5,
              architecture::toString);
        }
      }
    }
  }

  private SupernetWeights written(SupernetShape shape) throws IOException {
    Path net = folder.resolve("rotated-" + shape.rotaryFraction());
    try (SupernetWriter writer = SupernetWriter.create(net, shape)) {
      for (FlatWeights.Part part : layout.parts()) {
        writer.write(part.tensor().name(), part.of(weights));
      }
      return writer.finish(Map.of());
    }
  }

  private float[] gradient(Architecture... architectures) {
    supernet.load(weights);
    for (Architecture architecture : architectures) {
      supernet.learn(architecture, sequences);
    }
    float[] gradient = new float[layout.size()];
    supernet.gradient(gradient);
    return gradient;
  }

  /** Along the gradient of one tensor, the loss rises as fast as the gradient is long. */
  @Test
  void gradientOfEachTensorIsTheSlopeOfTheLoss() {
    for (Architecture architecture : architectures(2)) {
      float[] gradient = gradient(architecture);
      for (FlatWeights.Part part : layout.parts()) {
        double norm = norm(gradient, part);
        if (norm > 1e-3) {
          double step = 0.02;
          double slope = (loss(architecture, gradient, part, step / norm)
                  - loss(architecture, gradient, part, -step / norm))
              / (2 * step);
          assertEquals(norm, slope, 0.03 * norm + 1e-4, part.tensor().name());
        }
      }
    }
  }

  private static double norm(float[] gradient, FlatWeights.Part part) {
    double sum = 0;
    for (int i = part.from(); i < part.from() + part.size(); i++) {
      sum += (double) gradient[i] * gradient[i];
    }
    return Math.sqrt(sum);
  }

  private double loss(
      Architecture architecture, float[] gradient, FlatWeights.Part part, double factor) {
    float[] moved = weights.clone();
    for (int i = part.from(); i < part.from() + part.size(); i++) {
      moved[i] += (float) (factor * gradient[i]);
    }
    supernet.load(moved);
    return supernet.loss(architecture, sequences);
  }

  /** Every weight of the slice has a gradient, and none beyond it. */
  @Test
  void gradientEndsWhereTheSliceDoes() {
    Architecture smallest = TinyTraining.SPACE.smallest();
    float[] gradient = gradient(smallest);
    int width = smallest.embedDim();
    for (FlatWeights.Part part : layout.parts()) {
      WeightTensor tensor = part.tensor();
      boolean deeper = tensor.name().matches("transformer\\.h\\.[12]\\..*");
      boolean bias = tensor.name().matches(".*\\.(attn|mlp)\\..*\\.bias");
      int rows = deeper || bias
          ? 0
          : tensor.name().endsWith("attn.attn.weight")
              ? 24
              : tensor.name().endsWith("wte.weight") ? 11 : width;
      int columns = tensor.shape().size() == 1 ? 1 : tensor.shape().get(1);
      for (int i = 0; i < part.size(); i++) {
        boolean inside = i / columns < rows && (columns == 1 || i % columns < width);
        assertEquals(inside, gradient[part.from() + i] != 0, tensor.name() + " at " + i);
      }
    }
  }

  @Test
  void gradientsOfNetworksAddUp() {
    Architecture[] all = architectures(2).toArray(Architecture[]::new);
    double[] sum = new double[layout.size()];
    for (Architecture architecture : all) {
      float[] one = gradient(architecture);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += one[i];
      }
    }
    float[] together = gradient(all);
    for (int i = 0; i < sum.length; i++) {
      assertEquals(sum[i], together[i], 1e-5);
    }
  }

  /** Otherwise a training that goes on from a checkpoint would end elsewhere. */
  @Test
  void sameWeightsGiveTheSameGradientToTheBit() {
    Architecture largest = TinyTraining.SPACE.largest();
    float[] before = gradient(largest);
    gradient(TinyTraining.SPACE.smallest());
    try (TrainableSupernet another = new TrainableSupernet(TinyTraining.SHAPE, layout, LENGTH)) {
      another.load(weights);
      another.learn(largest, sequences);
      float[] gradient = new float[layout.size()];
      another.gradient(gradient);
      assertTrue(Arrays.equals(before, gradient));
    }
  }

  /** Arrays of the library lie in memory that the collector frees, some of them too early. */
  @Test
  void collectionsOfGarbageChangeNoBit() throws InterruptedException {
    float[] expected = gradient(architectures(2).toArray(Architecture[]::new));
    AtomicBoolean done = new AtomicBoolean();
    Thread collector = new Thread(() -> {
      while (!done.get()) {
        System.gc();
      }
    });
    collector.start();
    try {
      for (int i = 0; i < 20; i++) {
        assertArrayEquals(expected, gradient(architectures(2).toArray(Architecture[]::new)));
      }
    } finally {
      done.set(true);
      collector.join();
    }
  }
}

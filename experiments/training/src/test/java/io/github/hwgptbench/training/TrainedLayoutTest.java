package io.github.hwgptbench.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.supernet.Score;
import io.github.hwgptbench.supernet.SubNetwork;
import io.github.hwgptbench.supernet.Supernet;
import io.github.hwgptbench.supernet.SupernetLayout;
import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.supernet.SupernetWeights;
import io.github.hwgptbench.supernet.SupernetWriter;
import io.github.hwgptbench.supernet.TokenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Supernets of other layouts than that of the authors. */
class TrainedLayoutTest {

  private static final int LENGTH = 12;

  private static final List<SupernetLayout> LAYOUTS = List.of(
      new SupernetLayout(false, true, false, 10_000),
      new SupernetLayout(true, false, false, 10_000),
      new SupernetLayout(true, true, true, 10_000),
      new SupernetLayout(true, true, false, 100),
      new SupernetLayout(false, false, true, 500));

  @TempDir
  Path folder;

  private TokenFile text;
  private int[][] sequences;

  @BeforeEach
  void write() throws IOException {
    text = TinyTraining.text(folder.resolve("text.tokens"), 500);
    sequences = new TrainingText(text, TinyTraining.SHAPE, TinyTraining.SETTINGS).sequences(0, 4);
  }

  private static SupernetShape shape(SupernetLayout layout) {
    return new SupernetShape(TinyTraining.SPACE, 11, 8, 0.5, 16, layout);
  }

  private static float[] weights(FlatWeights layout) {
    SplittableRandom random = new SplittableRandom(1);
    float[] weights = new float[layout.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (0.4 * random.nextGaussian());
    }
    return weights;
  }

  private SupernetWeights written(SupernetShape shape, float[] weights) throws IOException {
    Path net = folder.resolve("net-" + LAYOUTS.indexOf(shape.layout()));
    try (SupernetWriter writer = SupernetWriter.create(net, shape)) {
      for (FlatWeights.Part part : new FlatWeights(shape).parts()) {
        writer.write(part.tensor().name(), part.of(weights));
      }
      return writer.finish(Map.of());
    }
  }

  @Test
  void lossIsThatOfOnnxRuntime() throws IOException {
    for (SupernetLayout layout : LAYOUTS) {
      SupernetShape shape = shape(layout);
      FlatWeights flat = new FlatWeights(shape);
      float[] weights = weights(flat);
      try (Supernet other = new Supernet(written(shape, weights));
          TrainableSupernet trained = new TrainableSupernet(shape, flat, LENGTH)) {
        trained.load(weights);
        for (Architecture architecture : List.of(
            TinyTraining.SPACE.largest(),
            TinyTraining.SPACE.smallest(),
            TinyTraining.SPACE.parse("gpt-tiny-2-12-1-2-2-1-True"))) {
          try (SubNetwork network = other.inherit(architecture)) {
            Score score = network.score(sequences);
            assertEquals(
                score.loss() / score.tokens(),
                trained.loss(architecture, sequences),
                1e-5,
                () -> architecture + " with " + layout);
          }
        }
      }
    }
  }

  /** Along the gradient the loss rises as fast as the gradient is long. */
  @Test
  void gradientIsTheSlopeOfTheLoss() {
    Architecture architecture = TinyTraining.SPACE.largest();
    for (SupernetLayout layout : LAYOUTS) {
      FlatWeights flat = new FlatWeights(shape(layout));
      float[] weights = weights(flat);
      float[] gradient = new float[flat.size()];
      try (TrainableSupernet trained = new TrainableSupernet(shape(layout), flat, LENGTH)) {
        trained.load(weights);
        trained.learn(architecture, sequences);
        trained.gradient(gradient);
        double norm = AdamW.clip(gradient, Double.MAX_VALUE);
        assertTrue(norm > 0.1, layout + ": the gradient has length " + norm);
        AdamW.scale(gradient, 1 / norm);
        double step = 0.005;
        double slope =
            (loss(trained, weights, gradient, step) - loss(trained, weights, gradient, -step))
                / (2 * step);
        assertEquals(norm, slope, 0.03 * norm, layout.toString());
      }
    }
  }

  private double loss(TrainableSupernet trained, float[] weights, float[] along, double step) {
    float[] moved = weights.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (step * along[i]);
    }
    trained.load(moved);
    return trained.loss(TinyTraining.SPACE.largest(), sequences);
  }

  @Test
  void trainsAnUntiedHeadAndNamesTheLayout() throws IOException {
    SupernetShape shape = shape(LAYOUTS.get(4));
    TrainingSettings settings = TinyTraining.settings(20);
    TrainedNetworks networks = TrainedNetworks.sandwich(TinyTraining.SPACE, 1, 5);
    SupernetWeights trained = new SupernetTraining(
            shape, settings, networks, text, folder.resolve("trained"))
        .run(Map.of(), (steps, losses) -> {});
    assertTrue(
        trained
            .provenance()
            .get("training")
            .contains(
                "blockSize=16, layout=untied head, sequential residual, tanh GELU, rotary base 500.0]"),
        trained.provenance().toString());
    SupernetTraining.Builder tuning = SupernetTraining.builder(
            TinyTraining.SHAPE, settings, networks, text, folder.resolve("tuned"))
        .from(trained);
    assertEquals(
        trained.name()
            + ": its weights don't fit a supernet of space 'tiny': layout untied head, sequential"
            + " residual, tanh GELU, rotary base 500.0 instead of tied head, parallel residual, exact"
            + " GELU, rotary base 10000.0",
        assertThrows(IllegalArgumentException.class, tuning::build).getMessage());
  }

  /** PyTorch draws an embedding that is no head from the standard normal distribution. */
  @Test
  void anUntiedEmbeddingOfThePaperIsNormal() throws IOException {
    SupernetShape shape = shape(LAYOUTS.get(0));
    FlatWeights flat = new FlatWeights(shape);
    float[] weights = new FirstWeights(TrainingScheme.PAPER, null).of(shape, flat, 3, folder);
    FlatWeights.Part embedding = flat.parts().get(0);
    FlatWeights.Part head = flat.parts().get(flat.parts().size() - 1);
    assertEquals("lm_head.weight", head.tensor().name());
    assertEquals(1, deviation(weights, embedding), 0.15);
    assertEquals(1 / Math.sqrt(3 * 20), deviation(weights, head), 0.02);
  }

  private static double deviation(float[] weights, FlatWeights.Part part) {
    double sum = 0;
    for (int i = part.from(); i < part.from() + part.size(); i++) {
      sum += (double) weights[i] * weights[i];
    }
    return Math.sqrt(sum / part.size());
  }
}

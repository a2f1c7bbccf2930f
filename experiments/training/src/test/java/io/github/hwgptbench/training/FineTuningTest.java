package io.github.hwgptbench.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.supernet.SupernetWeights;
import io.github.hwgptbench.supernet.SupernetWriter;
import io.github.hwgptbench.supernet.TokenFile;
import io.github.hwgptbench.supernet.WeightTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that begin with the weights of a supernet. */
class FineTuningTest {

  private static final SupernetTraining.Listener NOBODY = (steps, losses) -> {};

  /** Moves weights by less than their precision, and those of 0 by nearly nothing. */
  private static final TrainingSettings STANDING =
      new TrainingSettings(1, 4, 12, 1e-30, 0, 0.1, 1, 2, 5);

  @TempDir
  Path temp;

  private TokenFile text;
  private SupernetWeights before;

  @BeforeEach
  void write() throws IOException {
    text = TinyTraining.text(temp.resolve("text.tokens"), 2000);
    before = untrained(TinyTraining.SHAPE, "before");
  }

  private SupernetWeights untrained(SupernetShape shape, String folder) throws IOException {
    return SupernetWriter.writeUntrained(temp.resolve(folder), shape, new SplittableRandom(9));
  }

  private SupernetTraining.Builder training(TrainingSettings settings, String folder) {
    return SupernetTraining.builder(
        TinyTraining.SHAPE,
        settings,
        TrainedNetworks.sandwich(TinyTraining.SPACE, 2, settings.seed()),
        text,
        temp.resolve(folder));
  }

  private byte[] weights(String folder) throws IOException {
    return Files.readAllBytes(temp.resolve(folder).resolve("weights.f32"));
  }

  @Test
  void beginsWithTheWeights() throws IOException {
    SupernetWeights tuned = training(STANDING, "tuned").from(before).build().run(Map.of(), NOBODY);
    assertSameWeights(before, tuned);
    assertTrue(tuned
        .provenance()
        .get("training")
        .endsWith("; from weights with SHA-256 " + before.sha256()));
  }

  @Test
  void aNetworkAloneChangesNoWeightsBeyondItsOwn() throws IOException {
    SupernetWeights tuned = SupernetTraining.builder(
            TinyTraining.SHAPE,
            new TrainingSettings(20, 4, 12, 0.01, 2, 0, 1, 0, 5),
            TrainedNetworks.alone(TinyTraining.SPACE, TinyTraining.SPACE.smallest()),
            text,
            temp.resolve("tuned"))
        .from(before)
        .build()
        .run(Map.of(), NOBODY);
    String name = "transformer.h.0.mlp.fc.weight";
    assertFalse(tuned.values(name).get(0) == before.values(name).get(0));
    for (String other : new String[] {"transformer.h.2.mlp.fc.weight", "transformer.ln_f.bias"}) {
      int last = before.tensor(other).size() - 1;
      assertEquals(before.values(other).get(last), tuned.values(other).get(last), other);
    }
  }

  /** A space with other choices, whose largest network is as large. */
  @Test
  void weightsOfAnotherSpaceOfTheSameSizeFit() throws IOException {
    SearchSpace wide = SearchSpace.builder("wide")
        .embedDims(4, 20)
        .layerCounts(2, 3)
        .headCounts(1, 3)
        .mlpRatios(2, 4)
        .build();
    SupernetWeights other = untrained(new SupernetShape(wide, 11, 8, 0.5, 32), "wide");
    assertSameWeights(other, training(STANDING, "tuned").from(other).build().run(Map.of(), NOBODY));
  }

  private static void assertSameWeights(SupernetWeights expected, SupernetWeights actual) {
    for (WeightTensor tensor : TinyTraining.SHAPE.tensors()) {
      float[][] both = new float[2][tensor.size()];
      expected.values(tensor.name()).get(both[0]);
      actual.values(tensor.name()).get(both[1]);
      assertArrayEquals(both[0], both[1], 1e-20f, tensor.name());
    }
  }

  @Test
  void namesWhatDoesNotFit() throws IOException {
    SearchSpace other = SearchSpace.builder("other")
        .embedDims(8, 12)
        .layerCounts(1, 2)
        .headCounts(1, 2)
        .mlpRatios(1, 2)
        .bias(false)
        .build();
    assertRefused(
        new SupernetShape(other, 11, 8, 0.5, 16),
        "embed_dim 12 instead of 20, n_layer 2 instead of 3, n_head 2 instead of 3, mlp_ratio 2"
            + " instead of 4, bias false instead of true");
    assertRefused(
        new SupernetShape(TinyTraining.SPACE, 12, 16, 1, 16),
        "vocabulary 12 instead of 11, head_size 16 instead of 8, rotary_fraction 1.0 instead of 0.5");
    assertFalse(Files.exists(temp.resolve("tuned")));
  }

  private void assertRefused(SupernetShape shape, String differences) throws IOException {
    SupernetWeights weights = untrained(shape, "other-" + shape.vocabulary());
    SupernetTraining.Builder training = training(STANDING, "tuned").from(weights);
    assertEquals(
        weights.name() + ": its weights don't fit a supernet of space 'tiny': " + differences,
        assertThrows(IllegalArgumentException.class, training::build).getMessage());
  }

  @Test
  void goesOnFromItsCheckpointWithTheSameWeightsAlone() throws IOException {
    TrainingSettings settings = TinyTraining.settings(220);
    training(settings, "whole").from(before).build().run(Map.of(), NOBODY);
    assertThrows(
        ArithmeticException.class,
        () -> training(settings, "parts").from(before).build().run(Map.of(), (steps, losses) -> {
          if (steps == 210) {
            throw new ArithmeticException();
          }
        }));
    String message = assertThrows(
            IllegalArgumentException.class,
            () -> training(settings, "parts").build().run(Map.of(), NOBODY))
        .getMessage();
    assertTrue(message.contains("from weights with SHA-256 " + before.sha256()), message);
    training(settings, "parts").from(before).build().run(Map.of(), NOBODY);
    assertArrayEquals(weights("whole"), weights("parts"));
  }
}

package io.github.hwgptbench.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.supernet.Score;
import io.github.hwgptbench.supernet.SupernetEvaluator;
import io.github.hwgptbench.supernet.SupernetSource;
import io.github.hwgptbench.supernet.SupernetWeights;
import io.github.hwgptbench.supernet.TokenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupernetTrainingTest {

  private static final SupernetTraining.Listener NOBODY = (steps, losses) -> {};

  @TempDir
  Path temp;

  private TokenFile text;

  @BeforeEach
  void write() throws IOException {
    text = TinyTraining.text(temp.resolve("text.tokens"), 2000);
  }

  private SupernetTraining training(TrainingSettings settings, Path folder) {
    return new SupernetTraining(
        TinyTraining.SHAPE,
        settings,
        TrainedNetworks.sandwich(TinyTraining.SPACE, 2, settings.seed()),
        text,
        folder);
  }

  private static double loss(SupernetWeights weights, TokenFile text, Architecture architecture) {
    try (SupernetEvaluator evaluator =
        SupernetSource.of(weights, text).length(12).build().evaluator()) {
      Score score = evaluator.score(architecture);
      return score.loss() / score.tokens();
    }
  }

  /** What was trained is what is evaluated; a text that counts has 0.5 nats a token in it. */
  @Test
  void networksOfAllSizesLearn() throws IOException {
    SupernetWeights weights =
        training(TinyTraining.settings(150), temp.resolve("net")).run(Map.of("by", "me"), NOBODY);
    assertTrue(loss(weights, text, TinyTraining.SPACE.largest()) < 0.9);
    assertTrue(loss(weights, text, TinyTraining.SPACE.smallest()) < 1.2);
    assertTrue(loss(weights, text, TinyTraining.SPACE.parse("gpt-tiny-2-12-1-2-2-1-True")) < 1.2);
    assertEquals("me", weights.provenance().get("by"));
    assertTrue(weights.provenance().get("training").contains("steps=150"));
    weights.verify();
  }

  @Test
  void logHasALineEveryTwentySteps() throws IOException {
    training(TinyTraining.settings(50), temp.resolve("net")).run(Map.of(), NOBODY);
    List<String> lines = Files.readAllLines(temp.resolve("net/training-log.csv"));
    assertEquals(
        "step,learning_rate,gradient_norm,loss_largest,loss_smallest,loss_random_1,loss_random_2",
        lines.get(0));
    assertEquals(
        List.of("20", "40", "50"),
        lines.stream().skip(1).map(line -> line.split(",")[0]).toList());
  }

  @Test
  void aNetworkAloneLearnsNothingForOthers() throws IOException {
    Architecture architecture = TinyTraining.SPACE.smallest();
    SupernetWeights weights = new SupernetTraining(
            TinyTraining.SHAPE,
            TinyTraining.settings(150),
            TrainedNetworks.alone(TinyTraining.SPACE, architecture),
            text,
            temp.resolve("alone"))
        .run(Map.of(), NOBODY);
    assertTrue(loss(weights, text, architecture) < 1.2);
    assertEquals(1, weights.values("transformer.h.2.norm_1.weight").get(0));
    assertEquals(1, weights.values("transformer.ln_f.weight").get(8));
    assertFalse(weights.values("transformer.ln_f.weight").get(7) == 1);
  }

  /** Stops in the middle as a crash would: after the checkpoint, with a log that is further. */
  private void interrupt(TrainingSettings settings, Path folder) {
    assertThrows(
        ArithmeticException.class,
        () -> training(settings, folder).run(Map.of(), (steps, losses) -> {
          if (steps == 250) {
            throw new ArithmeticException();
          }
        }));
    assertTrue(SupernetTraining.begun(folder));
  }

  @Test
  void goesOnFromACheckpointToTheSameBits() throws IOException {
    TrainingSettings settings = TinyTraining.settings(300);
    training(settings, temp.resolve("whole")).run(Map.of(), NOBODY);
    interrupt(settings, temp.resolve("parts"));
    training(settings, temp.resolve("parts")).run(Map.of(), NOBODY);
    for (String file : List.of("weights.f32", "supernet.json", "training-log.csv")) {
      assertArrayEquals(
          Files.readAllBytes(temp.resolve("whole").resolve(file)),
          Files.readAllBytes(temp.resolve("parts").resolve(file)),
          file);
    }
    assertFalse(SupernetTraining.begun(temp.resolve("parts")));
  }

  @Test
  void aCheckpointOfAnotherTrainingIsRefused() throws IOException {
    Path folder = temp.resolve("parts");
    interrupt(TinyTraining.settings(300), folder);
    byte[] before = Files.readAllBytes(folder.resolve(Checkpoint.FILE));
    String message = assertThrows(
            IllegalArgumentException.class,
            () -> training(TinyTraining.settings(400), folder).run(Map.of(), NOBODY))
        .getMessage();
    assertTrue(
        message.startsWith(folder.resolve(Checkpoint.FILE) + ": the checkpoint is of another"),
        message);
    assertTrue(message.contains("steps=300") && message.contains("steps=400"), message);
    assertArrayEquals(before, Files.readAllBytes(folder.resolve(Checkpoint.FILE)));
  }

  @Test
  void aDamagedCheckpointIsRefused() throws IOException {
    TrainingSettings settings = TinyTraining.settings(300);
    Path folder = temp.resolve("parts");
    interrupt(settings, folder);
    Path file = folder.resolve(Checkpoint.FILE);
    byte[] whole = Files.readAllBytes(file);
    byte[] altered = whole.clone();
    altered[whole.length / 2] ^= 1;
    assertRefused(settings, Files.write(file, altered), ": damaged, its checksum does not match");
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);
    assertRefused(settings, Files.write(file, cut), ": cut off");
    Files.write(file, whole);
    training(settings, folder).run(Map.of(), NOBODY);
  }

  private void assertRefused(TrainingSettings settings, Path file, String message) {
    assertEquals(
        file + message,
        assertThrows(
                IOException.class, () -> training(settings, file.getParent()).run(Map.of(), NOBODY))
            .getMessage());
  }

  /** A disk that fills up when the second checkpoint is written: the first one is kept. */
  @Test
  void aFullDiskLosesNoCheckpoint() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no /dev/full");
    TrainingSettings settings = TinyTraining.settings(450);
    training(settings, temp.resolve("whole")).run(Map.of(), NOBODY);
    Path folder = temp.resolve("full");
    String message = assertThrows(
            IOException.class,
            () -> training(settings, folder).run(Map.of(), (steps, losses) -> {
              if (steps == 210) {
                link(folder.resolve(Checkpoint.FILE + ".part"), full);
              }
            }))
        .getMessage();
    assertEquals(
        folder.resolve(Checkpoint.FILE)
            + ": can't be written: No space left on device; the previous checkpoint, if any, is kept",
        message);
    training(settings, folder).run(Map.of(), NOBODY);
    assertArrayEquals(
        Files.readAllBytes(temp.resolve("whole/weights.f32")),
        Files.readAllBytes(folder.resolve("weights.f32")));
  }

  @Test
  void aFullDiskIsNamedByTheLogToo() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no /dev/full");
    Path folder = temp.resolve("full");
    String message = assertThrows(
            IOException.class,
            () -> training(TinyTraining.settings(60), folder).run(Map.of(), (steps, losses) -> {
              if (steps == 30) {
                link(folder.resolve(TrainingLog.FILE), full);
              }
            }))
        .getMessage();
    assertEquals(
        folder.resolve(TrainingLog.FILE)
            + ": can't be written: No space left on device; the last checkpoint, if any, is kept",
        message);
  }

  private static void link(Path link, Path target) {
    try {
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aSupernetIsNotTrainedOver() throws IOException {
    Path folder = temp.resolve("net");
    training(TinyTraining.settings(20), folder).run(Map.of(), NOBODY);
    assertEquals(
        folder + ": already contains a supernet; name another folder",
        assertThrows(
                IllegalArgumentException.class,
                () -> training(TinyTraining.settings(20), folder).run(Map.of(), NOBODY))
            .getMessage());
  }

  @Test
  void aRateThatIsTooHighIsSaid() {
    TrainingSettings wild = new TrainingSettings(40, 4, 12, 1e30, 0, 0, 1, 2, 5);
    String message = assertThrows(
            IllegalStateException.class,
            () -> training(wild, temp.resolve("wild")).run(Map.of(), NOBODY))
        .getMessage();
    assertTrue(message.endsWith("is not finite; a lower learning rate may help"), message);
  }

  /**
   * Folders of earlier versions go on, and supernets that were trained before are trained again.
   */
  @Test
  void defaultsAreDescribedAsTheyWereBefore() throws IOException {
    SupernetWeights weights =
        training(TinyTraining.settings(20), temp.resolve("net")).run(Map.of(), NOBODY);
    assertEquals(
        Map.of(
            "training",
            "SupernetShape[space=tiny (embed_dim 8, 12, 20; n_layer 1, 2, 3; n_head 1, 2, 3;"
                + " mlp_ratio 1, 2, 4; bias false, true), vocabulary=11, headSize=8,"
                + " rotaryFraction=0.5, blockSize=16]; TrainingSettings[steps=20, batch=4,"
                + " length=12, learningRate=0.01, warmUp=10, weightDecay=0.1, clip=1.0,"
                + " randomNetworks=2, seed=5]; networks [largest, smallest, random_1, random_2];"
                + " 2000 tokens with SHA-256"
                + " 13760d4fd81810ddd98c56fc84a37ecfe77a5c00e3fe181d1d575d243698f58b"),
        weights.provenance());
  }

  private List<String> trained(int batch, int accumulate, String folder) throws IOException {
    TrainingSettings settings = new TrainingSettings(20, batch, 12, 0.01, 10, 0.1, 1, 2, 5);
    SupernetTraining.builder(
            TinyTraining.SHAPE,
            settings,
            TrainedNetworks.sandwich(TinyTraining.SPACE, 2, settings.seed()),
            text,
            temp.resolve(folder))
        .accumulate(accumulate)
        .build()
        .run(Map.of(), NOBODY);
    return List.of(Files.readAllLines(temp.resolve(folder).resolve(TrainingLog.FILE))
        .get(1)
        .split(","));
  }

  @Test
  void accumulatedBatchesAreALargerBatchUpToRounding() throws IOException {
    List<String> together = trained(12, 1, "together");
    List<String> parts = trained(4, 3, "parts");
    List<String> fewer = trained(4, 1, "fewer");
    assertEquals(together.get(1), parts.get(1));
    for (int i = 2; i < together.size(); i++) {
      double expected = Double.parseDouble(together.get(i));
      assertEquals(expected, Double.parseDouble(parts.get(i)), 2e-4);
      assertTrue(Math.abs(expected - Double.parseDouble(fewer.get(i))) > 2e-3);
    }
    assertThrows(IllegalArgumentException.class, () -> trained(4, 0, "none"));
  }

  /** Of a training whose steps change no weight. */
  private SupernetWeights standing(TrainingScheme scheme, String folder) throws IOException {
    TrainingSettings settings = new TrainingSettings(1, 4, 12, 1e-30, 0, 0, 1, 0, 5);
    return SupernetTraining.builder(
            TinyTraining.SHAPE,
            settings,
            TrainedNetworks.sandwich(TinyTraining.SPACE, 0, settings.seed(), scheme),
            text,
            temp.resolve(folder))
        .scheme(scheme)
        .build()
        .run(Map.of(), NOBODY);
  }

  /** Each network its own sequences, and the mean of their gradients. */
  @Test
  void gradientsOfThePaperAreAveragedOverTextsOfTheirOwn() throws IOException {
    SupernetWeights weights = standing(TrainingScheme.PAPER, "paper");
    FlatWeights layout = new FlatWeights(TinyTraining.SHAPE);
    float[] all = new float[layout.size()];
    for (FlatWeights.Part part : layout.parts()) {
      weights.values(part.tensor().name()).get(all, part.from(), part.size());
    }
    int[][] sequences =
        new TrainingText(text, TinyTraining.SHAPE, TinyTraining.SETTINGS).sequences(0, 8);
    float[] gradient = new float[layout.size()];
    try (TrainableSupernet supernet = new TrainableSupernet(TinyTraining.SHAPE, layout, 12)) {
      supernet.load(all);
      supernet.learn(TinyTraining.SPACE.largest(), Arrays.copyOfRange(sequences, 0, 4));
      supernet.learn(
          TrainingScheme.PAPER.smallest(TinyTraining.SPACE), Arrays.copyOfRange(sequences, 4, 8));
      supernet.gradient(gradient);
    }
    double norm = AdamW.clip(gradient, Double.MAX_VALUE) / 2;
    String line = Files.readAllLines(temp.resolve("paper/training-log.csv")).get(1);
    assertEquals(norm, Double.parseDouble(line.split(",")[2]), 1e-4);
  }

  /** Linear layers are uniform within 1 / sqrt(inputs) in both, the head being the embedding. */
  @Test
  void weightsOfThePaperBeginAsThoseOfPyTorch() throws IOException {
    SupernetWeights weights = standing(TrainingScheme.PAPER, "paper");
    assertUniform(weights, "transformer.wte.weight", 1 / Math.sqrt(20));
    assertUniform(weights, "transformer.h.1.attn.attn.weight", 1 / Math.sqrt(20));
    assertUniform(weights, "transformer.h.1.attn.attn.bias", 1 / Math.sqrt(20));
    assertUniform(weights, "transformer.h.2.mlp.proj.weight", 1 / Math.sqrt(80));
    assertUniform(weights, "transformer.h.2.mlp.fc.bias", 1 / Math.sqrt(20));
    for (String norm : List.of("transformer.h.1.norm_2", "transformer.ln_f")) {
      assertEquals(1, weights.values(norm + ".weight").get(3));
      assertEquals(0, weights.values(norm + ".bias").get(3), 1e-20);
    }
    assertEquals(
        0,
        standing(TrainingScheme.HWGPTBENCH, "ours")
            .values("transformer.h.2.mlp.fc.bias")
            .get(3),
        1e-20);
  }

  private static void assertUniform(SupernetWeights weights, String name, double bound) {
    int size = weights.tensor(name).size();
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = weights.values(name).get(i);
    }
    assertTrue(Arrays.stream(values).allMatch(value -> Math.abs(value) <= bound), name);
    double square = Arrays.stream(values).map(value -> value * value).sum() / size;
    // Three standard deviations of the mean of squares, whose variance is 4 bound^4 / 45.
    assertEquals(bound * bound / 3, square, 3 * bound * bound * Math.sqrt(4 / 45.0 / size), name);
  }
}

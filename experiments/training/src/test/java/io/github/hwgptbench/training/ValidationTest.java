package io.github.hwgptbench.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.supernet.SupernetEvaluator;
import io.github.hwgptbench.supernet.SupernetFileException;
import io.github.hwgptbench.supernet.SupernetSource;
import io.github.hwgptbench.supernet.SupernetWeights;
import io.github.hwgptbench.supernet.TokenFile;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Validation, early stopping, and the log and page of a training. */
class ValidationTest {

  private static final SupernetTraining.Listener NOBODY = (steps, losses) -> {};
  private static final int FIRST_PERPLEXITY = 10;

  @TempDir
  Path temp;

  private TokenFile text;

  /** Nothing can be learnt of it, so that networks that have learnt predict it worse and worse. */
  private TokenFile noise;

  @BeforeEach
  void write() throws IOException {
    text = TinyTraining.text(temp.resolve("text.tokens"), 2000);
    SplittableRandom random = new SplittableRandom(4);
    byte[] bytes = new byte[2000];
    for (int i = 0; i < bytes.length; i += 2) {
      bytes[i] = (byte) random.nextInt(11);
    }
    noise = TokenFile.open(Files.write(temp.resolve("noise.tokens"), bytes));
  }

  private SupernetTraining training(int steps, String folder, @Nullable Validation validation) {
    TrainingSettings settings = TinyTraining.settings(steps);
    SupernetTraining.Builder builder = SupernetTraining.builder(
        TinyTraining.SHAPE,
        settings,
        TrainedNetworks.sandwich(TinyTraining.SPACE, 1, settings.seed()),
        text,
        temp.resolve(folder));
    return (validation == null ? builder : builder.validation(validation)).build();
  }

  private List<String[]> log(String folder) throws IOException {
    return Files.readAllLines(temp.resolve(folder).resolve("training-log.csv")).stream()
        .map(line -> line.split(",", -1))
        .toList();
  }

  private byte[] file(String folder, String name) throws IOException {
    return Files.readAllBytes(temp.resolve(folder).resolve(name));
  }

  private double perplexity(SupernetWeights weights, Architecture architecture) {
    try (SupernetEvaluator evaluator =
        SupernetSource.of(weights, text).length(12).tokens(500).build().evaluator()) {
      return evaluator.score(architecture).perplexity();
    }
  }

  /** Another implementation of the networks, on what must be the same sequences. */
  @Test
  void lastPerplexitiesAreThoseOfTheSupernet() throws IOException {
    SupernetWeights weights =
        training(50, "net", new Validation(text, 20, 500, 0)).run(Map.of(), NOBODY);
    List<String[]> log = log("net");
    assertEquals(
        "step,learning_rate,gradient_norm,loss_largest,loss_smallest,loss_random_1,"
            + "validation_loss_largest,validation_loss_smallest,validation_loss_middle,"
            + "validation_perplexity_largest,validation_perplexity_smallest,"
            + "validation_perplexity_middle",
        String.join(",", log.get(0)));
    assertEquals(
        List.of("0", "20", "40", "50"),
        log.stream().skip(1).map(line -> line[0]).toList());
    assertTrue(log.get(1)[1].isEmpty());
    String[] last = log.get(4);
    List<Architecture> networks = List.of(
        TinyTraining.SPACE.largest(),
        TinyTraining.SPACE.smallest(),
        TinyTraining.SPACE.parse("gpt-tiny-2-12-2-2-2-2-True"));
    for (int i = 0; i < networks.size(); i++) {
      double expected = perplexity(weights, networks.get(i));
      assertEquals(expected, Double.parseDouble(last[FIRST_PERPLEXITY - 1 + i]), 1e-4);
      assertEquals(Math.log(expected), Double.parseDouble(last[FIRST_PERPLEXITY - 4 + i]), 1e-4);
    }
    assertTrue(
        weights
            .provenance()
            .get("validation")
            .startsWith("weights of step 50 of 50; perplexity on 504 tokens: "),
        weights.provenance().toString());
  }

  /** Lines end where there is a validation too, and there alone are its numbers. */
  @Test
  void linesWithoutAValidationHaveEmptyCells() throws IOException {
    training(45, "net", new Validation(text, 30, 100, 0)).run(Map.of(), NOBODY);
    List<String[]> log = log("net");
    assertEquals(
        List.of("0", "20", "30", "40", "45"),
        log.stream().skip(1).map(line -> line[0]).toList());
    assertEquals(
        List.of(false, true, false, true, false),
        log.stream().skip(1).map(line -> line[FIRST_PERPLEXITY].isEmpty()).toList());
  }

  @Test
  void withoutPatienceItChangesNoWeights() throws IOException {
    training(40, "plain", null).run(Map.of(), NOBODY);
    training(40, "validated", new Validation(noise, 7, 100, 0)).run(Map.of(), NOBODY);
    assertArrayEquals(file("plain", "weights.f32"), file("validated", "weights.f32"));
  }

  @Test
  void stopsAfterItsPatienceAndKeepsTheBestWeights() throws IOException {
    SupernetWeights weights =
        training(400, "net", new Validation(noise, 10, 500, 3)).run(Map.of(), NOBODY);
    List<String[]> log = log("net");
    int last = Integer.parseInt(log.get(log.size() - 1)[0]);
    assertTrue(last < 400, "stopped after " + last);
    String[] best = log.stream()
        .skip(1)
        .filter(line -> !line[FIRST_PERPLEXITY].isEmpty())
        .min((a, b) -> Double.compare(meanLoss(a), meanLoss(b)))
        .orElseThrow();
    assertEquals(30, last - Integer.parseInt(best[0]));
    assertTrue(page("net").contains("at step " + best[0]));
    assertTrue(
        weights
            .provenance()
            .get("validation")
            .startsWith(
                "weights of step %s of %s; perplexity on 504 tokens: ".formatted(best[0], last)),
        weights.provenance().toString());
    try (SupernetEvaluator evaluator =
        SupernetSource.of(weights, noise).length(12).tokens(500).build().evaluator()) {
      assertEquals(
          evaluator.score(TinyTraining.SPACE.largest()).perplexity(),
          Double.parseDouble(best[FIRST_PERPLEXITY - 1]),
          1e-4);
    }
  }

  private static double meanLoss(String[] line) {
    return Arrays.stream(line, FIRST_PERPLEXITY - 4, FIRST_PERPLEXITY - 1)
        .mapToDouble(Double::parseDouble)
        .average()
        .orElseThrow();
  }

  /** The best weights are of long before the checkpoint, and go through it. */
  @Test
  void goesOnFromACheckpointWithTheBestWeights() throws IOException {
    Validation validation = new Validation(noise, 15, 200, 14);
    training(300, "whole", validation).run(Map.of(), NOBODY);
    List<String[]> log = log("whole");
    int last = Integer.parseInt(log.get(log.size() - 1)[0]);
    assertTrue(last > 205 && last < 300, "stopped after " + last);
    assertThrows(
        ArithmeticException.class,
        () -> training(300, "parts", validation).run(Map.of(), (steps, losses) -> {
          if (steps == 205) {
            throw new ArithmeticException();
          }
        }));
    byte[] checkpoint = file("parts", Checkpoint.FILE);
    assertEquals("hwgpt-training-2", format("parts"));
    Files.write(
        temp.resolve("parts").resolve(Checkpoint.FILE),
        Arrays.copyOf(checkpoint, checkpoint.length - 50));
    assertEquals(
        temp.resolve("parts").resolve(Checkpoint.FILE) + ": cut off",
        assertThrows(
                IOException.class, () -> training(300, "parts", validation).run(Map.of(), NOBODY))
            .getMessage());
    Files.write(temp.resolve("parts").resolve(Checkpoint.FILE), checkpoint);
    assertThrows(
        IllegalArgumentException.class,
        () -> training(300, "parts", new Validation(noise, 15, 200, 9)).run(Map.of(), NOBODY));
    training(300, "parts", validation).run(Map.of(), NOBODY);
    for (String name :
        List.of("weights.f32", "supernet.json", "training-log.csv", "training.html")) {
      assertArrayEquals(file("whole", name), file("parts", name), name);
    }
  }

  private String format(String folder) throws IOException {
    try (DataInputStream in =
        new DataInputStream(Files.newInputStream(temp.resolve(folder).resolve(Checkpoint.FILE)))) {
      return in.readUTF();
    }
  }

  /** Earlier versions read it, and theirs are read. */
  @Test
  void aCheckpointWithoutBestWeightsIsOfTheFirstFormat() {
    assertThrows(
        ArithmeticException.class,
        () -> training(300, "parts", new Validation(text, 100, 100, 0))
            .run(Map.of(), (steps, losses) -> {
              if (steps == 200) {
                assertEquals("hwgpt-training-1", assertReads("parts"));
                throw new ArithmeticException();
              }
            }));
  }

  private String assertReads(String folder) {
    try {
      return format(folder);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void namesATextThatDoesNotFit() {
    assertEquals(
        noise.file() + ": has 1000 tokens; 84 sequences of 12 and the token after them need 1092",
        assertThrows(
                SupernetFileException.class,
                () -> training(20, "net", new Validation(noise, 10, 1000, 0)))
            .getMessage());
    assertEquals(
        "Validation: steps between validations 0; allowed: 1 or more",
        assertThrows(IllegalArgumentException.class, () -> new Validation(noise, 0, 100, 0))
            .getMessage());
  }

  @Test
  void pageHasFiguresAndNoScripts() throws IOException {
    training(250, "net", new Validation(text, 100, 100, 0)).run(Map.of(), (steps, losses) -> {
      if (steps == 230) {
        assertTrue(page("net").contains("200 of 250 steps"));
      }
    });
    String page = page("net");
    assertTrue(page.contains("250 of 250 steps"));
    assertEquals(4, page.split("role=\"img\"", -1).length - 1);
    assertTrue(page.contains("largest, validation"));
    assertFalse(page.contains("<script"));
    assertFalse(page.contains("href=\"figures"));
    assertTrue(page.length() < 100_000, page.length() + " characters");
  }

  private String page(String folder) {
    try {
      return Files.readString(temp.resolve(folder).resolve("training.html"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

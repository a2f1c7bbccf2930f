package io.github.hwgptbench.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.supernet.SupernetWeights;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {

  @TempDir
  Path temp;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path space;
  private Path text;

  @BeforeEach
  void write() throws IOException {
    space = Files.writeString(temp.resolve("tiny.json"), TinyTraining.SHAPE_FILE);
    text = TinyTraining.text(temp.resolve("text.tokens"), 500).file();
  }

  private int train(String... more) {
    List<String> arguments = new ArrayList<>(List.of(
        "--space",
        space.toString(),
        "--tokens",
        text.toString(),
        "--out",
        temp.resolve("net").toString()));
    arguments.addAll(List.of(more));
    return TrainCommand.execute(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
  }

  @Test
  void trainsASupernetOfASpaceOfOnesOwn() {
    assertEquals(0, train("--steps", "20"), err::toString);
    assertEquals(
        "The supernet of space 'tiny' is in %s%n".formatted(temp.resolve("net")), out.toString());
    assertEquals(TinyTraining.SHAPE, SupernetWeights.open(temp.resolve("net")).shape());
  }

  @Test
  void trainsOneNetworkAlone() throws IOException {
    assertEquals(0, train("--steps", "20", "--architecture", "gpt-tiny-1-8-1-1-False"));
    assertTrue(Files.readString(temp.resolve("net/training-log.csv"))
        .startsWith("step,learning_rate,gradient_norm,loss_gpt-tiny-1-8-1-1-False\n"));
  }

  @Test
  void doesNotGoOnUnasked() throws IOException {
    Files.createDirectories(temp.resolve("net"));
    Files.writeString(temp.resolve("net/checkpoint.bin"), "");
    assertRefused(
        2,
        temp.resolve("net") + ": contains an unfinished training; continue with --resume, or name");
    err.getBuffer().setLength(0);
    assertRefused(1, "checkpoint.bin: cut off", "--resume");
  }

  @Test
  void saysWhatIsWrongWithTheText() throws IOException {
    Files.write(text, new byte[1001]);
    assertRefused(1, text + ": has 1001 bytes; tokens have two each, so the last one is cut off");
    Files.write(text, new byte[20]);
    assertRefused(1, text + ": has 10 tokens; a sequence of 16 and the token after it need 17");
    byte[] beyond = new byte[100];
    beyond[50] = 11;
    Files.write(text, beyond);
    assertRefused(1, text + ": token 11 at index 25: beyond the vocabulary of the supernet");
    Files.delete(text);
    assertRefused(1, text + ": missing; expected a file of tokens");
  }

  @Test
  void saysWhatIsWrongWithTheSpace() throws IOException {
    Files.writeString(space, TinyTraining.SHAPE_FILE.replace("[8, 12, 20]", "\"wide\""));
    assertRefused(1, "field 'space.embed_dim' is \"wide\"; expected a list of integers");
    Files.delete(space);
    assertRefused(1, space + ": missing; expected the shape of a supernet");
    space = temp.resolve("mine.yaml");
    assertRefused(2, "mine.yaml: a YAML file; expected JSON: 'hwgpt supernet shape --space");
  }

  @Test
  void saysWhatIsWrongWithTheOptions() {
    assertRefused(2, "Training: steps 0; allowed: 1 or more", "--steps", "0");
    assertRefused(2, "sequences of 17 tokens; allowed: up to 16", "--length", "17");
    assertRefused(2, "not in search space 'tiny'", "--architecture", "gpt-tiny-1-9-1-1-False");
    assertRefused(2, "Unknown option: '--epochs=3'", "--epochs=3");
  }

  @Test
  void finetunesAndValidates() throws IOException {
    Path net = temp.resolve("net");
    assertEquals(0, train("--steps", "20"), err::toString);
    out.getBuffer().setLength(0);
    List<String> tuning = List.of(
        "--from",
        net.toString(),
        "--tokens",
        text.toString(),
        "--validation",
        text.toString(),
        "--steps",
        "20",
        "--accumulate",
        "2",
        "--patience",
        "3");
    assertEquals(0, run(tuning, "tuned"), err::toString);
    assertEquals(TinyTraining.SHAPE, SupernetWeights.open(temp.resolve("tuned")).shape());
    assertTrue(out.toString().contains("Validation: weights of step "), out::toString);
    String what = SupernetWeights.open(temp.resolve("tuned")).provenance().get("training");
    assertTrue(what.contains("; 2 batches accumulated; from weights with SHA-256 "), what);
    assertTrue(what.endsWith(", patience 3"), what);
    assertTrue(Files.readString(temp.resolve("tuned/training.html")).contains("20 of 20 steps"));
  }

  private int run(List<String> arguments, String folder) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--out", temp.resolve(folder).toString()));
    return TrainCommand.execute(
        new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
  }

  @Test
  void presetOfThePaperSetsWhatOptionsLeave() {
    assertEquals(
        0,
        train("--preset", "paper", "--steps", "20", "--batch", "2", "--learning-rate", "0.01"),
        err::toString);
    String what = SupernetWeights.open(temp.resolve("net")).provenance().get("training");
    assertTrue(
        what.contains("TrainingSettings[steps=20, batch=2, length=16, learningRate=0.01, warmUp=2,"
            + " weightDecay=0.1, clip=1.0, randomNetworks=2, seed=1234]"),
        what);
    assertTrue(what.endsWith("; scheme of the paper"), what);
  }

  @Test
  void saysWhatIsMissing() {
    assertEquals(2, run(List.of("--tokens", text.toString()), "net"));
    assertTrue(
        err.toString().contains("Give --space, the search space of the supernet, or --from"));
    assertRefused(2, "--patience requires --validation", "--patience", "3");
    assertRefused(
        2, "--patience 0; allowed: 1 or more", "--patience", "0", "--validation", text.toString());
    assertRefused(2, "--preset theirs; allowed: paper", "--preset", "theirs");
    assertRefused(2, "Training: accumulate 0; allowed: 1 or more", "--accumulate", "0");
    assertRefused(
        2,
        "Training: accumulate 1000000000 with batch 8; allowed: up to ",
        "--batch",
        "8",
        "--accumulate",
        "1000000000");
    assertRefused(1, "missing; expected the header of a supernet", "--from", "nowhere");
    assertRefused(
        2,
        "supernet xs of the benchmark's jar: its weights don't fit a supernet of space 'tiny':"
            + " embed_dim 128 instead of 20",
        "--from",
        "xs");
  }

  private void assertRefused(int exitCode, String message, String... more) {
    err.getBuffer().setLength(0);
    assertEquals(exitCode, train(more), err::toString);
    assertTrue(err.toString().contains(message), err::toString);
    assertFalse(SupernetWeights.in(temp.resolve("net")));
  }
}

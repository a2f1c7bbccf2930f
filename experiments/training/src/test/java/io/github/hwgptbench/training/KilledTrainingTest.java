package io.github.hwgptbench.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills real processes in the midst of a training, which is resumed each time. */
class KilledTrainingTest {

  private static final int KILLS = 3;
  private static final int STEPS = 900;

  @TempDir
  Path temp;

  /** A small heap makes collections of garbage frequent. */
  private Process start(Path folder) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-Xmn4m",
        "-cp",
        System.getProperty("java.class.path"),
        TrainCommand.class.getName(),
        "--space",
        temp.resolve("tiny.json").toString(),
        "--tokens",
        temp.resolve("text.tokens").toString(),
        "--steps",
        Integer.toString(STEPS),
        "--length",
        "12",
        "--resume",
        "--out",
        folder.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(temp.resolve("output").toFile())
        .start();
  }

  private void runToTheEnd(Path folder) throws Exception {
    int exitCode = start(folder).waitFor();
    assertEquals(0, exitCode, () -> output());
  }

  private String output() {
    try {
      return Files.readString(temp.resolve("output"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void aKilledTrainingEndsWithTheSameBits() throws Exception {
    Files.writeString(temp.resolve("tiny.json"), TinyTraining.SHAPE_FILE);
    TinyTraining.text(temp.resolve("text.tokens"), 2000);
    Path whole = temp.resolve("whole");
    runToTheEnd(whole);
    Path killed = temp.resolve("killed");
    SplittableRandom random = new SplittableRandom(1);
    int kills = 0;
    for (int folders = 1; kills < KILLS; ) {
      Process process = start(killed);
      waitForCheckpoint(process, killed);
      Thread.sleep(random.nextInt(300));
      if (process.destroyForcibly().waitFor() != 0) {
        kills++;
      } else {
        // A fast machine may have ended before.
        assertSameFiles(whole, killed);
        killed = temp.resolve("killed-" + ++folders);
      }
    }
    runToTheEnd(killed);
    assertSameFiles(whole, killed);
  }

  private static void assertSameFiles(Path whole, Path killed) throws IOException {
    for (String file :
        List.of("weights.f32", "supernet.json", "training-log.csv", TrainingPage.FILE)) {
      assertArrayEquals(
          Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(killed.resolve(file)), file);
    }
  }

  /** Until the process has made a checkpoint of its own. */
  private static void waitForCheckpoint(Process process, Path folder) throws Exception {
    Path checkpoint = folder.resolve(Checkpoint.FILE);
    Object before = Files.exists(checkpoint) ? Files.getLastModifiedTime(checkpoint) : null;
    while (process.isAlive()
        && !(Files.exists(checkpoint) && !Files.getLastModifiedTime(checkpoint).equals(before))) {
      Thread.sleep(5);
    }
  }
}

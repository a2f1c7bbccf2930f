package io.github.hwgptbench.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files of a training are named. */
class TrainingFilesTest {

  @TempDir
  private Path folder;

  @Test
  void namesACheckpointOfOtherContent() throws IOException {
    Path file = Files.write(folder.resolve(Checkpoint.FILE), new byte[] {0, 2, (byte) 0xff, 1});
    String message =
        assertThrows(IOException.class, () -> Checkpoint.read(folder, 1)).getMessage();
    assertEquals(file + ": not a checkpoint of a training", message);
  }

  @Test
  void namesTheLineOfALogWithoutAStep() throws IOException {
    Path file = Files.writeString(folder.resolve(TrainingLog.FILE), "step\n10,1\nx,1\n");
    String message = assertThrows(
            IOException.class, () -> new TrainingLog(folder, List.of("largest"), List.of(), 20))
        .getMessage();
    assertEquals(file + ", line 3: begins with 'x'; expected the number of a step", message);
  }

  @Test
  void linesOfALogThatAreNotCompleteAreDropped() throws IOException {
    String header = "step,learning_rate,gradient_norm,loss_largest\n";
    Path file = Files.writeString(
        folder.resolve(TrainingLog.FILE), header + "10,1,2,3\n20,1,2\n30,1,2,3\n40,1,2,3.2");
    new TrainingPage(folder, "tiny", 50, "").write();
    new TrainingLog(folder, List.of("largest"), List.of(), 40);
    assertEquals(header + "10,1,2,3\n30,1,2,3\n", Files.readString(file));
  }
}

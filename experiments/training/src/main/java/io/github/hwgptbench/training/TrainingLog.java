package io.github.hwgptbench.training;

import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The losses over a training, a line every few steps: {@code step}, {@code learning_rate},
 * {@code gradient_norm} before it was clipped, and {@code loss_} with the name of each network that
 * learns, which are of a sandwich the largest, the smallest, and the random ones. All but the step
 * are means over the steps since the line before. Checkpoints are made where lines end, so that a
 * training that goes on from one writes the same lines.
 */
final class TrainingLog {

  static final String FILE = "training-log.csv";

  private final Path file;
  private final int every;
  private final double[] sums;
  private int steps;

  /**
   * Opens a log after some steps; what later ones wrote before is dropped.
   *
   * @param every how many steps a line stands for
   * @param networks what the networks that learn in each step are called
   * @throws IOException if it can't be written
   */
  TrainingLog(Path folder, int every, List<String> networks, int steps) throws IOException {
    this.file = folder.resolve(FILE);
    this.every = every;
    this.sums = new double[2 + networks.size()];
    List<String> lines = new ArrayList<>(
        List.of("step,learning_rate,gradient_norm,loss_" + String.join(",loss_", networks)));
    if (steps > 0 && Files.exists(file)) {
      lines.addAll(linesUntil(steps));
    }
    Path part = folder.resolve(FILE + ".part");
    try {
      Files.write(part, lines);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private List<String> linesUntil(int steps) throws IOException {
    List<String> until = new ArrayList<>();
    int number = 0;
    for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\\R")) {
      number++;
      int comma = line.indexOf(',');
      try {
        if (number > 1 && comma > 0 && Integer.parseInt(line.substring(0, comma)) <= steps) {
          until.add(line);
        }
      } catch (NumberFormatException e) {
        throw new IOException(
            Text.format(
                "%s, line %d: begins with '%s'; expected the number of a step",
                file, number, line.substring(0, comma)),
            e);
      }
    }
    return until;
  }

  /** Adds a step, counted from 0. */
  void add(int step, double rate, double norm, float[] losses) throws IOException {
    sums[0] += rate;
    sums[1] += norm;
    for (int i = 0; i < losses.length; i++) {
      sums[2 + i] += losses[i];
    }
    steps++;
    if ((step + 1) % every == 0) {
      flush(step + 1);
    }
  }

  /** Writes the line of the steps since the last one, if there were any. */
  void flush(int made) throws IOException {
    if (steps == 0) {
      return;
    }
    StringBuilder line = new StringBuilder().append(made);
    for (int i = 0; i < sums.length; i++) {
      line.append(String.format(Locale.ROOT, i == 0 ? ",%.8f" : ",%.5f", sums[i] / steps));
    }
    Arrays.fill(sums, 0);
    steps = 0;
    try {
      Files.writeString(file, line.append('\n'), StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private IOException unwritable(IOException e) {
    return new IOException(
        Text.format(
            "%s: can't be written: %s; the last checkpoint, if any, is kept", file, e.getMessage()),
        e);
  }
}

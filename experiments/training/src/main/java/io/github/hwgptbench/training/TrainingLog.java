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
 * are means over the steps since the line before. With validation there are
 * {@code validation_loss_} and {@code validation_perplexity_} of each validated network too, empty
 * in lines where there was none. Checkpoints are made where lines end, so that a training that goes
 * on from one writes the same lines.
 */
final class TrainingLog {

  static final String FILE = "training-log.csv";

  private static final int MEANS_BEFORE_LOSSES = 2;

  private final Path file;
  private final List<String> columns = new ArrayList<>();
  private final List<String> validated;
  private final double[] sums;
  private int steps;

  /**
   * Opens a log after some steps; what later ones wrote before is dropped.
   *
   * @param networks what the networks that learn in each step are called
   * @param validated what the networks that are validated are called
   * @throws IOException if it can't be written
   */
  TrainingLog(Path folder, List<String> networks, List<String> validated, int steps)
      throws IOException {
    this.file = folder.resolve(FILE);
    this.validated = validated;
    this.sums = new double[MEANS_BEFORE_LOSSES + networks.size()];
    columns.addAll(List.of("step", "learning_rate", "gradient_norm"));
    networks.forEach(name -> columns.add("loss_" + name));
    validated.forEach(name -> columns.add("validation_loss_" + name));
    validated.forEach(name -> columns.add("validation_perplexity_" + name));
    List<String> lines = new ArrayList<>(List.of(String.join(",", columns)));
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

  /** Returns the lines of some steps, but none that a crash of the machine has left incomplete. */
  private List<String> linesUntil(int steps) throws IOException {
    List<String> until = new ArrayList<>();
    int number = 0;
    String log = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    for (String line : log.substring(0, log.lastIndexOf('\n') + 1).split("\\R")) {
      number++;
      int comma = line.indexOf(',');
      try {
        if (number > 1
            && comma > 0
            && Integer.parseInt(line.substring(0, comma)) <= steps
            && line.split(",", -1).length == columns.size()) {
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

  /** Adds a step. */
  void add(double rate, double norm, float[] losses) {
    sums[0] += rate;
    sums[1] += norm;
    for (int i = 0; i < losses.length; i++) {
      sums[MEANS_BEFORE_LOSSES + i] += losses[i];
    }
    steps++;
  }

  /**
   * Writes the line of the steps since the last one.
   *
   * @param made how many steps were made in all
   * @param validation losses of the validated networks; empty if they were not validated
   */
  void line(int made, double[] validation) throws IOException {
    StringBuilder line = new StringBuilder().append(made);
    for (int i = 0; i < sums.length; i++) {
      String format = i == 0 ? ",%.8f" : ",%.5f";
      line.append(steps == 0 ? "," : String.format(Locale.ROOT, format, sums[i] / steps));
    }
    Arrays.fill(sums, 0);
    steps = 0;
    if (validation.length == 0) {
      line.append(",".repeat(2 * validated.size()));
    } else {
      for (double loss : validation) {
        line.append(String.format(Locale.ROOT, ",%.5f", loss));
      }
      for (double loss : validation) {
        line.append(String.format(Locale.ROOT, ",%.5f", StrictMath.exp(loss)));
      }
    }
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

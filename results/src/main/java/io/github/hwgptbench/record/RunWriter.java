package io.github.hwgptbench.record;

import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * Writes every evaluation of a run, in order, to a CSV file with the columns {@code evaluation}
 * (counted from 1), {@code architecture} (in its string form), one column an objective (in its
 * unit; accuracy is not negated), and one column a constraint, such as
 * {@code violation:params<=150000000}: 0 where it holds, else by how much it is broken.
 *
 * <p>When each evaluation was made, in seconds since the beginning of the run, stands in another
 * file, with the columns {@code evaluation} and {@code seconds}. So the first file is the same to
 * the byte whenever and wherever the run is repeated, and the second never is. Evaluations that an
 * algorithm has made together come at almost the same time.
 *
 * <p>Until {@link #finish} the files are called {@code ....csv.part} and {@code ....times.part}. A
 * process that is killed loses at most the evaluations of its last second. For one thread at a
 * time.
 */
public final class RunWriter implements Closeable {

  private static final long FLUSH_NANOS = 1_000_000_000;

  private final RunSettings settings;
  private final Path file;
  private final Path timesFile;
  private final MessageDigest digest = Sha256.begin();
  private final BufferedWriter out;
  private final BufferedWriter times;
  private final long began = System.nanoTime();
  private int evaluations;
  private long flushed = began;
  private String sha256 = "";

  /**
   * Begins a run.
   *
   * @param file for the evaluations
   * @param timesFile for when they were made
   */
  RunWriter(RunSettings settings, Path file, Path timesFile) throws IOException {
    this.settings = settings;
    this.file = file;
    this.timesFile = timesFile;
    this.out = new BufferedWriter(new OutputStreamWriter(
        new DigestOutputStream(Files.newOutputStream(WholeFile.part(file)), digest),
        StandardCharsets.UTF_8));
    this.times = Files.newBufferedWriter(WholeFile.part(timesFile));
    times.write("evaluation,seconds\n");
    out.write("evaluation,architecture");
    for (Objective objective : settings.objectives()) {
      out.write("," + objective);
    }
    for (Constraint constraint : settings.constraints()) {
      out.write(",violation:" + constraint);
    }
    out.write('\n');
  }

  /**
   * Writes one evaluation.
   *
   * @param genes a genotype of the space
   * @param objectives one value an objective, in its unit and with its sign
   * @param violations one value a constraint
   * @throws IOException if it can't be written
   */
  public void write(int[] genes, double[] objectives, double[] violations) throws IOException {
    evaluations++;
    StringBuilder line = new StringBuilder(160);
    line.append(evaluations).append(',');
    line.append(settings.space().format(settings.space().decode(genes)));
    append(line, objectives);
    append(line, violations);
    out.append(line.append('\n'));
    long now = System.nanoTime();
    times
        .append(Integer.toString(evaluations))
        .append(',')
        .append(seconds(now - began))
        .append('\n');
    if (now - flushed > FLUSH_NANOS) {
      out.flush();
      times.flush();
      flushed = now;
    }
  }

  /** To the microsecond. */
  private static String seconds(long nanos) {
    return BigDecimal.valueOf(nanos / 1000, 6).toPlainString();
  }

  private static void append(StringBuilder line, double[] values) {
    for (double value : values) {
      line.append(',').append(PlainNumber.of(value));
    }
  }

  /** Returns how many evaluations were written. */
  public int evaluations() {
    return evaluations;
  }

  /** Returns the hash of the evaluations, once they are closed. */
  public String sha256() {
    return sha256;
  }

  /**
   * Says that all evaluations were written, which gives the files their names. Closes them.
   *
   * @throws IOException if they can't be written
   */
  public void finish() throws IOException {
    close();
    WholeFile.finish(timesFile);
    WholeFile.finish(file);
  }

  @Override
  public void close() throws IOException {
    try (times) {
      out.close();
    }
    if (sha256.isEmpty()) {
      sha256 = Sha256.text(digest);
    }
  }
}

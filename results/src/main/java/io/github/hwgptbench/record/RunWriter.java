package io.github.hwgptbench.record;

import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes every evaluation of a run, in order, to a CSV file with the columns {@code evaluation}
 * (counted from 1), {@code architecture} (in its string form), one column an objective (in its
 * unit; accuracy is not negated), and one column a constraint, such as
 * {@code violation:params<=150000000}: 0 where it holds, else by how much it is broken.
 *
 * <p>Until {@link #finish} the file is called {@code ....csv.part}. A process that is killed loses
 * at most the evaluations of its last second. For one thread at a time.
 */
public final class RunWriter implements Closeable {

  private static final long FLUSH_NANOS = 1_000_000_000;

  private final RunSettings settings;
  private final Path file;
  private final BufferedWriter out;
  private int evaluations;
  private long flushed = System.nanoTime();

  RunWriter(RunSettings settings, Path file) throws IOException {
    this.settings = settings;
    this.file = file;
    this.out = Files.newBufferedWriter(WholeFile.part(file));
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
    if (System.nanoTime() - flushed > FLUSH_NANOS) {
      out.flush();
      flushed = System.nanoTime();
    }
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

  /**
   * Says that all evaluations were written, which gives the file its name. Closes it.
   *
   * @throws IOException if it can't be written
   */
  public void finish() throws IOException {
    out.close();
    WholeFile.finish(file);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}

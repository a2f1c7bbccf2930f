package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.file.Sha256;
import io.github.hwgptbench.internal.text.Text;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * Writes every evaluation of a run, in order, and separately the times of the evaluations, in
 * seconds since the beginning of the run. So the evaluations are bit-identical whenever the run is
 * repeated, unlike the times. Evaluations that an algorithm makes together have almost the same
 * time.
 *
 * <p>Until {@link #finish} they are in files whose names end in {@code .part}, once the run has
 * lasted a second. A process that is killed loses at most the evaluations of its last second. For
 * one thread at a time.
 */
public final class RunRecorder implements Closeable {

  private static final long FLUSH_NANOS = 1_000_000_000;
  private static final int LARGEST_VALUE_BYTES = 8;

  private final RunSettings settings;
  private final RunSink sink;
  private final GenotypeCode genotypes;
  private final ValueCode values;
  private final double[] row;
  private final byte[] packed;
  private final MessageDigest evaluationsDigest = Sha256.begin();
  private final MessageDigest fileDigest = Sha256.begin();
  private final CRC32 timesSum = new CRC32();
  /** Hashes in blocks what is written while it is on: the evaluations. */
  private final DigestOutputStream hashed;

  private final DataOutputStream out;
  private final DataOutputStream times;
  private final LongSupplier clock;
  private volatile long began;
  private int evaluations;
  private long lastMicros;
  private long flushed;
  private String sha256 = "";

  /** Begins a run. */
  RunRecorder(RunSettings settings, RunSink sink, String header) throws IOException {
    this(settings, sink, header, System::nanoTime);
  }

  /**
   * Begins a run.
   *
   * @param clock returns nanoseconds since any fixed time
   */
  RunRecorder(RunSettings settings, RunSink sink, String header, LongSupplier clock)
      throws IOException {
    this.settings = settings;
    this.sink = sink;
    this.clock = clock;
    this.began = clock.getAsLong();
    this.flushed = began;
    this.genotypes = new GenotypeCode(settings.space().genotypes());
    this.row = new double[columns(settings)];
    this.values = new ValueCode(row.length);
    this.packed = new byte
        [genotypes.bytes() + ValueCode.codeBytes(row.length) + LARGEST_VALUE_BYTES * row.length];
    this.hashed =
        new DigestOutputStream(new DigestOutputStream(sink.run(), fileDigest), evaluationsDigest);
    hashed.on(false);
    this.out = new DataOutputStream(new BufferedOutputStream(hashed));
    this.times = new DataOutputStream(
        new BufferedOutputStream(new CheckedOutputStream(sink.times(), timesSum)));
    try {
      begin(header.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      try (sink) {
        throw Unwritten.of(sink.part(), e);
      }
    }
  }

  private void begin(byte[] header) throws IOException {
    out.write(RunFile.RUN_MARK);
    out.writeShort(RunFile.FORMAT);
    out.writeInt(header.length);
    out.write(header);
    out.flush();
    hashed.on(true);
    times.write(RunFile.TIMES_MARK);
    times.writeShort(RunFile.FORMAT);
  }

  /** Returns how many numbers an evaluation has. */
  static int columns(RunSettings settings) {
    int values = settings.objectives().size() + settings.constraints().size();
    return (settings.noisy() ? 2 * values : values) + (settings.metered() ? Expense.COLUMNS : 0);
  }

  /**
   * Writes one evaluation of a run without noise.
   *
   * @param genes a genotype of the space, canonical or not
   * @param objectives one value per objective, in its unit and with its sign
   * @param violations one value per constraint
   * @throws IllegalArgumentException if the numbers of values are wrong, or the run is noisy
   * @throws IOException if it can't be written
   */
  public void write(int[] genes, double[] objectives, double[] violations) throws IOException {
    if (settings.noisy()) {
      throw new IllegalArgumentException(
          "Evaluation without noise-free values; a noisy run has them besides");
    }
    fill(0, objectives, violations);
    write(genes);
  }

  /**
   * Writes one evaluation of a noisy run.
   *
   * @param genes a genotype of the space, canonical or not
   * @param readings observed values, one per objective, in its unit and with its sign
   * @param violations observed violations, one per constraint
   * @param noiseFree one value per objective
   * @param noiseFreeViolations one value per constraint
   * @throws IllegalArgumentException if the numbers of values are wrong, or the run is not noisy
   * @throws IOException if it can't be written
   */
  public void write(
      int[] genes,
      double[] readings,
      double[] violations,
      double[] noiseFree,
      double[] noiseFreeViolations)
      throws IOException {
    if (!settings.noisy()) {
      throw new IllegalArgumentException(
          "Evaluation with noise-free values besides; a run without noise has none");
    }
    fill(0, readings, violations);
    fill(objectivesAndConstraints(), noiseFree, noiseFreeViolations);
    write(genes);
  }

  private int objectivesAndConstraints() {
    return settings.objectives().size() + settings.constraints().size();
  }

  /**
   * Records the expense of the next evaluation, for runs with fidelities, a clock, or a budget
   * other than a number of evaluations.
   *
   * @throws IllegalArgumentException if the run has none of these
   */
  public void expend(Expense expense) {
    if (!settings.metered()) {
      throw new IllegalArgumentException("Expense of an evaluation of a run that has none");
    }
    int at = row.length - Expense.COLUMNS;
    row[at] = expense.fidelity();
    row[at + 1] = expense.cost();
    row[at + 2] = expense.seconds();
  }

  private void fill(int at, double[] objectives, double[] violations) {
    if (objectives.length != settings.objectives().size()
        || violations.length != settings.constraints().size()) {
      throw new IllegalArgumentException(Text.format(
          "Evaluation of %d objectives and %d constraints; the problem has %d and %d",
          objectives.length,
          violations.length,
          settings.objectives().size(),
          settings.constraints().size()));
    }
    System.arraycopy(objectives, 0, row, at, objectives.length);
    System.arraycopy(violations, 0, row, at + objectives.length, violations.length);
  }

  private void write(int[] genes) throws IOException {
    genotypes.encode(genes, packed, 0);
    int length = values.encode(row, packed, genotypes.bytes());
    evaluations++;
    long now = clock.getAsLong();
    // Some virtual machines let the clock run backwards. The file holds no negative differences.
    long micros = Math.max(lastMicros, (now - began) / 1000);
    try {
      out.write(packed, 0, length);
      writeVarint(micros - lastMicros);
      if (now - flushed > FLUSH_NANOS) {
        out.flush();
        times.flush();
        sink.keep();
        flushed = now;
      }
    } catch (IOException e) {
      throw Unwritten.of(sink.part(), e);
    }
    lastMicros = micros;
  }

  private void writeVarint(long value) throws IOException {
    long rest = value;
    while (rest >= 0x80) {
      times.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    times.write((int) rest);
  }

  /**
   * Sets the elapsed time of the run, for an evaluation of an earlier part of it.
   *
   * @param seconds since the beginning of the run, not less than before
   */
  public void setElapsed(double seconds) {
    began = clock.getAsLong() - Math.round(seconds * 1e6) * 1000;
  }

  /** Returns the elapsed time of the run. */
  public Duration elapsed() {
    return Duration.ofNanos(Math.max(0, clock.getAsLong() - began));
  }

  /** Returns the number of written evaluations. */
  public int evaluations() {
    return evaluations;
  }

  /** Returns the hash of the evaluations, once they are closed; see {@link RunOutcome#sha256}. */
  public String sha256() {
    return sha256;
  }

  /**
   * Completes the run after its last evaluation, and closes it.
   *
   * @throws IOException if they can't be written
   */
  public void finish() throws IOException {
    finish(RunFile.END_MARK);
  }

  /**
   * Completes the run as ended by a time limit, and closes it.
   *
   * @throws IOException if they can't be written
   */
  public void finishAtTimeLimit() throws IOException {
    finish(RunFile.LIMIT_MARK);
  }

  private void finish(byte[] mark) throws IOException {
    try {
      out.flush();
      hashed.on(false);
      out.writeInt(evaluations);
      out.flush();
      out.write(fileDigest.digest());
      out.write(mark);
      out.flush();
      times.writeInt(evaluations);
      times.flush();
      times.writeInt((int) timesSum.getValue());
      times.flush();
    } catch (IOException e) {
      throw Unwritten.of(sink.part(), e);
    }
    seal();
    sink.finish();
  }

  private void seal() {
    if (sha256.isEmpty()) {
      sha256 = Sha256.text(evaluationsDigest);
    }
  }

  @Override
  public void close() throws IOException {
    if (sha256.isEmpty()) {
      try (sink) {
        out.flush();
        times.flush();
      } catch (IOException e) {
        throw Unwritten.of(sink.part(), e);
      }
      seal();
    }
  }
}

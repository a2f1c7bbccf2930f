package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.file.Sha256;
import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Reads the bytes of a run, and accepts nothing but what {@link RunRecorder} has written. */
final class RunReader {

  private static final int VERSION_BYTES = Short.BYTES;
  private static final int RUN_END_BYTES =
      Integer.BYTES + RunFile.HASH_BYTES + RunFile.END_MARK.length;
  private static final int TIMES_END_BYTES = 2 * Integer.BYTES;
  private static final int VARINT_BITS = 63;

  private final StoredRun stored;
  private final byte[] bytes;
  private final int rowsFrom;
  private final int rowsTo;
  private final int evaluations;

  /**
   * Checks that a run is whole.
   *
   * @throws IOException if it was cut off or changed, or is of another layout; names it
   */
  RunReader(StoredRun stored) throws IOException {
    this.stored = stored;
    this.bytes = stored.run();
    check(stored, stored.place(), bytes, RunFile.RUN_MARK, "the evaluations of a run");
    int end = bytes.length - RunFile.END_MARK.length;
    int hash = end - RunFile.HASH_BYTES;
    int header = RunFile.RUN_MARK.length + VERSION_BYTES + Integer.BYTES;
    if (bytes.length < header + RUN_END_BYTES
        || !endsIn(RunFile.END_MARK) && !endsIn(RunFile.LIMIT_MARK)) {
      throw stored.damaged(Text.format("cut off after %d bytes", bytes.length));
    }
    MessageDigest digest = Sha256.begin();
    digest.update(bytes, 0, hash);
    if (!Arrays.equals(digest.digest(), Arrays.copyOfRange(bytes, hash, end))) {
      throw stored.changed(stored.place());
    }
    int settings = ByteBuffer.wrap(bytes).getInt(header - Integer.BYTES);
    this.rowsFrom = header + settings;
    this.rowsTo = hash - Integer.BYTES;
    this.evaluations = ByteBuffer.wrap(bytes).getInt(rowsTo);
    // The hash shows that the bytes belong together, not that a run has written them.
    if (settings < 0 || settings > rowsTo - header || evaluations < 0) {
      throw stored.damaged(Text.format(
          "damaged: claims %d bytes of settings and %d evaluations in %d bytes",
          settings, evaluations, bytes.length));
    }
  }

  private boolean endsIn(byte[] mark) {
    return Arrays.equals(bytes, bytes.length - mark.length, bytes.length, mark, 0, mark.length);
  }

  /** Returns whether the time limit has ended the run. */
  boolean limited() {
    return endsIn(RunFile.LIMIT_MARK);
  }

  private static void check(StoredRun stored, String place, byte[] bytes, byte[] mark, String what)
      throws IOException {
    int beginning = mark.length + VERSION_BYTES;
    if (bytes.length < beginning) {
      throw stored.damaged(place, Text.format("cut off after %d bytes", bytes.length));
    }
    if (!Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length)) {
      throw new IOException(Text.format("%s: does not hold %s", place, what));
    }
    int format = ByteBuffer.wrap(bytes).getShort(mark.length);
    if (format != RunFile.FORMAT) {
      throw new IOException(Text.format(
          "%s: has layout %d, which this version of hwgptbench does not read", place, format));
    }
  }

  /** Returns what was run, as JSON. */
  String header() {
    int from = RunFile.RUN_MARK.length + VERSION_BYTES + Integer.BYTES;
    return new String(bytes, from, rowsFrom - from, StandardCharsets.UTF_8);
  }

  /** Says in what the header differs from the one that is expected. */
  String difference(String expected) {
    try {
      return SettingsJson.difference("", SettingsJson.read(expected), SettingsJson.read(header()))
          .orElse("its fields have another order");
    } catch (IllegalArgumentException e) {
      return "its settings are " + e.getMessage();
    }
  }

  /** Returns the hash of the evaluations, in hexadecimal digits. */
  String sha256() {
    return sha256(rowsTo);
  }

  /**
   * Returns the hash that the evaluations had when there were only so many.
   *
   * @param settings those of the header
   * @throws IOException if there are fewer, or they are not of these settings
   */
  String sha256(RunSettings settings, int count) throws IOException {
    GenotypeCode genotypes = new GenotypeCode(settings.space().genotypes());
    double[] row = new double[RunRecorder.columns(settings)];
    ValueCode code = new ValueCode(row.length);
    int at = rowsFrom;
    for (int i = 0; i < count; i++) {
      at = decode(code, at + genotypes.bytes(), row);
    }
    return sha256(at);
  }

  private String sha256(int to) {
    MessageDigest digest = Sha256.begin();
    digest.update(bytes, rowsFrom, to - rowsFrom);
    return HexFormat.of().formatHex(digest.digest());
  }

  int evaluations() {
    return evaluations;
  }

  /**
   * Reads the evaluations, and the times where they are there.
   *
   * @param settings those of the header
   * @throws IOException if they are not of these settings, or the times can't be read, were cut off
   *     or changed
   */
  RunTrace trace(RunSettings settings) throws IOException {
    GenotypeCode genotypes = new GenotypeCode(settings.space().genotypes());
    int columns = RunRecorder.columns(settings);
    // The file may claim more evaluations than memory could hold.
    if (evaluations > (rowsTo - rowsFrom) / (genotypes.bytes() + ValueCode.codeBytes(columns))) {
      throw ofOtherSettings(columns);
    }
    byte[] packed = new byte[Math.multiplyExact(evaluations, genotypes.bytes())];
    double[] values = new double[Math.multiplyExact(evaluations, columns)];
    double[] row = new double[columns];
    ValueCode code = new ValueCode(columns);
    int at = rowsFrom;
    for (int i = 0; i < evaluations; i++) {
      int valuesFrom = at + genotypes.bytes();
      at = decode(code, valuesFrom, row);
      System.arraycopy(
          bytes, valuesFrom - genotypes.bytes(), packed, i * genotypes.bytes(), genotypes.bytes());
      System.arraycopy(row, 0, values, i * columns, columns);
    }
    if (at != rowsTo) {
      throw ofOtherSettings(columns);
    }
    return new RunTrace(settings, genotypes, packed, values, times(), evaluations);
  }

  /** Reads the values of an evaluation, and returns where the next evaluation begins. */
  private int decode(ValueCode code, int from, double[] row) throws IOException {
    int next;
    try {
      next = code.decode(bytes, from, row);
    } catch (IndexOutOfBoundsException e) {
      throw ofOtherSettings(row.length);
    }
    if (next > rowsTo) {
      throw ofOtherSettings(row.length);
    }
    return next;
  }

  private IOException ofOtherSettings(int columns) {
    return new IOException(Text.format(
        "%s: its evaluations are not of the problem of its suite; allowed: evaluations of %d numbers",
        stored.place(), columns));
  }

  private long[] times() throws IOException {
    byte[] times = stored.times();
    if (times == null) {
      return new long[0];
    }
    check(stored, stored.timesPlace(), times, RunFile.TIMES_MARK, "the times of a run");
    int at = RunFile.TIMES_MARK.length + VERSION_BYTES;
    int end = times.length - TIMES_END_BYTES;
    CRC32 sum = new CRC32();
    sum.update(times, 0, Math.max(0, times.length - Integer.BYTES));
    if (end < at
        || ByteBuffer.wrap(times).getInt(times.length - Integer.BYTES) != (int) sum.getValue()
        // They get their name first, so a run that goes on may have left more than the evaluations.
        || ByteBuffer.wrap(times).getInt(end) < evaluations) {
      throw stored.changed(stored.timesPlace());
    }
    long[] micros = new long[evaluations];
    long now = 0;
    for (int i = 0; i < evaluations; i++) {
      long step = 0;
      byte part;
      int shift = 0;
      do {
        if (at == end || shift >= VARINT_BITS) {
          throw stored.changed(stored.timesPlace());
        }
        part = times[at++];
        step |= (part & 0x7FL) << shift;
        shift += 7;
      } while (part < 0);
      now += step;
      micros[i] = now;
    }
    return micros;
  }
}

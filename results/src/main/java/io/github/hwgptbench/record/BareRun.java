package io.github.hwgptbench.record;

import com.google.common.primitives.Doubles;
import io.github.hwgptbench.internal.file.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * A run of which only the genotypes are kept, and what evaluations took where they differ in that.
 * Its values are computed anew when it is read, by the surrogates that ship and with the noise that
 * the seed of the run decides, and are bit-identical: the hash of the evaluations in the index of
 * the suite says so.
 */
final class BareRun {

  private static final byte[] BEGINNING = ByteBuffer.allocate(RunFile.RUN_MARK.length + Short.BYTES)
      .put(RunFile.RUN_MARK)
      .putShort((short) RunFile.BARE_FORMAT)
      .array();

  private BareRun() {}

  /** Returns whether the bytes of a run are of this layout. */
  static boolean is(StoredRun stored) {
    return Arrays.equals(
        stored.run(),
        0,
        Math.min(stored.run().length, BEGINNING.length),
        BEGINNING,
        0,
        BEGINNING.length);
  }

  /**
   * Returns the genotypes of a run, without times.
   *
   * @param place names them in messages
   */
  static StoredRun of(RunTrace trace, String place) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(BEGINNING);
    bytes.write(ByteBuffer.allocate(Integer.BYTES).putInt(trace.evaluations()).array());
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(trace.packed());
      out.write(trace.packedExpenses());
    } finally {
      deflater.end();
    }
    return new StoredRun(place, place, "", bytes.toByteArray(), null);
  }

  /**
   * Reads the genotypes of a run, and computes the values.
   *
   * @throws IOException if they are not those that the index knows, or the values are of other
   *     surrogates than those that ship
   */
  static RunTrace read(
      StoredRun stored, RunSettings settings, RunOutcome outcome, Revaluation revaluation)
      throws IOException {
    byte[] bytes = stored.run();
    GenotypeCode genotypes = new GenotypeCode(settings.space().genotypes());
    int evaluations = outcome.evaluations();
    long packedBytes = (long) evaluations * genotypes.bytes();
    double[] expense = new double[settings.metered() ? Expense.COLUMNS : 0];
    long largest = packedBytes
        + (long) evaluations
            * (ValueCode.codeBytes(expense.length) + expense.length * Double.BYTES);
    byte[] content = content(stored, bytes, largest);
    if (content.length < packedBytes
        || ByteBuffer.wrap(bytes).getInt(BEGINNING.length) != evaluations) {
      throw stored.changed(stored.place());
    }
    byte[] packed = Arrays.copyOf(content, (int) packedBytes);
    int[][] genes = new int[evaluations][];
    int[] levels = new int[evaluations];
    double[][] expenses = new double[evaluations][];
    ValueCode code = new ValueCode(expense.length);
    int at = packed.length;
    try {
      for (int i = 0; i < evaluations; i++) {
        genes[i] = genotypes.decode(packed, i * genotypes.bytes());
        at = code.decode(content, at, expense);
        expenses[i] = expense.clone();
        levels[i] =
            settings.metered() ? (int) expense[0] : settings.fidelities().highest();
        Objects.checkIndex(levels[i], settings.fidelities().size());
      }
    } catch (IndexOutOfBoundsException e) {
      throw stored.changed(stored.place());
    }
    if (at != content.length) {
      throw stored.changed(stored.place());
    }
    double[][] rows = revaluation.values(stored.place(), genes, levels, outcome.seed());
    for (int i = 0; i < evaluations; i++) {
      rows[i] = Doubles.concat(rows[i], expenses[i]);
    }
    if (!sha256(packed, genotypes.bytes(), rows).equals(outcome.sha256())) {
      throw stored.changed(stored.place());
    }
    double[] values = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return new RunTrace(settings, genotypes, packed, values, new long[0], evaluations);
  }

  /**
   * Unpacks at most one byte more than there can be: a small file may unpack to more than memory.
   */
  private static byte[] content(StoredRun stored, byte[] bytes, long largest) throws IOException {
    int from = BEGINNING.length + Integer.BYTES;
    if (bytes.length < from) {
      throw stored.changed(stored.place());
    }
    try (InputStream in =
        new InflaterInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from))) {
      return in.readNBytes((int) Math.min(largest + 1, Integer.MAX_VALUE));
    } catch (ZipException | EOFException e) {
      throw stored.changed(stored.place());
    }
  }

  /** Returns the hash that the evaluations have in a file with values. */
  private static String sha256(byte[] packed, int genotypeBytes, double[][] rows) {
    MessageDigest digest = Sha256.begin();
    int columns = rows.length == 0 ? 0 : rows[0].length;
    ValueCode code = new ValueCode(columns);
    byte[] coded = new byte[ValueCode.codeBytes(columns) + columns * Double.BYTES];
    for (int i = 0; i < rows.length; i++) {
      digest.update(packed, i * genotypeBytes, genotypeBytes);
      digest.update(coded, 0, code.encode(rows[i], coded, 0));
    }
    return Sha256.text(digest);
  }
}

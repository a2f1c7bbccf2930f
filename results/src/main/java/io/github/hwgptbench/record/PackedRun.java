package io.github.hwgptbench.record;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A completed run as bytes, for the transfer from the process that ran it to the one that keeps the
 * record: its outcome, its evaluations and their times, and the standard error of its program.
 * Immutable.
 *
 * @since 0.2.0
 */
public final class PackedRun {

  private static final int NONE = -1;

  private final RunLog.Entry entry;
  private final byte @Nullable [] run;
  private final byte @Nullable [] times;
  private final byte @Nullable [] errors;

  private PackedRun(
      RunLog.Entry entry,
      byte @Nullable [] run,
      byte @Nullable [] times,
      byte @Nullable [] errors) {
    this.entry = entry;
    this.run = run;
    this.times = times;
    this.errors = errors;
  }

  /** Packs a run that an archive has. */
  static PackedRun of(ArchivedRun run) throws IOException {
    StoredRun stored = run.stored();
    return new PackedRun(run.entry(), stored.run(), stored.times(), bytes(run.errors()));
  }

  /**
   * Packs what there is of a run that failed.
   *
   * @param file that would have its evaluations
   */
  static PackedRun failed(RunLog.Entry entry, Path file) throws IOException {
    String name = file.getFileName().toString();
    return new PackedRun(
        entry,
        bytes(WholeFile.part(file)),
        bytes(WholeFile.part(file.resolveSibling(RunFile.timesName(name)))),
        bytes(file.resolveSibling(RunFile.errorsName(name))));
  }

  private static byte @Nullable [] bytes(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllBytes(file) : null;
  }

  /**
   * Unpacks a run.
   *
   * @param bytes as {@link #bytes} returns them
   * @throws IOException if they are invalid
   */
  public static PackedRun of(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte[] line = new byte[in.readInt()];
      in.readFully(line);
      return new PackedRun(
          RunLog.parse(new String(line, StandardCharsets.UTF_8)), block(in), block(in), block(in));
    } catch (IllegalArgumentException e) {
      throw new IOException("A packed run: " + e.getMessage(), e);
    }
  }

  private static byte @Nullable [] block(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length == NONE) {
      return null;
    }
    byte[] block = new byte[length];
    in.readFully(block);
    return block;
  }

  /** Returns the run as bytes. */
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, RunLog.line(entry).strip().getBytes(StandardCharsets.UTF_8));
      write(out, run);
      write(out, times);
      write(out, errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, byte @Nullable [] block) throws IOException {
    out.writeInt(block == null ? NONE : block.length);
    if (block != null) {
      out.write(block);
    }
  }

  /** Returns the outcome of the run. */
  public RunOutcome outcome() {
    return entry.outcome();
  }

  RunLog.Entry entry() {
    return entry;
  }

  /** Writes the evaluations and their times, and finishes them unless the run failed. */
  void write(RunSink sink) throws IOException {
    try (sink) {
      if (run != null) {
        sink.run().write(run);
      }
      if (times != null) {
        sink.times().write(times);
      }
      if (outcome().failure().isEmpty()) {
        sink.finish();
      }
    } catch (IOException e) {
      throw Unwritten.of(sink.part(), e);
    }
  }

  /** Writes what the program of the run printed, in place of what an earlier one did. */
  void writeErrors(Path file) throws IOException {
    try {
      if (errors == null) {
        Files.deleteIfExists(file);
      } else {
        Files.createDirectories(file.getParent());
        Files.write(file, errors);
      }
    } catch (IOException e) {
      throw Unwritten.of(file, e);
    }
  }
}

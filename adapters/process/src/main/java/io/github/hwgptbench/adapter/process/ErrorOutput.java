package io.github.hwgptbench.adapter.process;

import io.github.hwgptbench.internal.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a program prints on its standard error, kept in a file: the first megabyte as it comes and,
 * where there is more, the end when the program has ended. Whatever a program prints costs no more
 * of the disk and of the memory than that.
 */
final class ErrorOutput implements AutoCloseable {

  private static final int FIRST_BYTES = 1 << 20;
  /** The end that is kept has this many bytes at least, and twice as many at most. */
  private static final int LAST_BYTES = 1 << 18;

  private static final int LAST_WORDS_BYTES = 2000;
  private static final long GRACE_MILLIS = 1000;

  private final Path file;
  private final OutputStream out;
  private final Thread reader;
  private long printed;
  private ByteArrayOutputStream before = new ByteArrayOutputStream();
  private ByteArrayOutputStream last = new ByteArrayOutputStream();
  private boolean closed;

  /**
   * Begins to keep what is printed.
   *
   * @param file is written to, in a folder that is made if it is missing, and deleted by
   *     {@link #close} if nothing was printed
   * @throws IOException if the file can't be written
   */
  ErrorOutput(Process process, Path file) throws IOException {
    this.file = file;
    Files.createDirectories(file.toAbsolutePath().getParent());
    this.out = Files.newOutputStream(file);
    this.reader = new Thread(() -> readAll(process.getErrorStream()), "program-errors");
    reader.setDaemon(true);
    reader.start();
  }

  /** Goes on when all is closed, so that who has left the program behind is not held up. */
  private void readAll(InputStream errors) {
    byte[] bytes = new byte[8192];
    try {
      for (int read = errors.read(bytes); read >= 0; read = errors.read(bytes)) {
        keep(bytes, read);
      }
    } catch (IOException e) {
      // The process has ended.
      return;
    }
  }

  private synchronized void keep(byte[] bytes, int length) {
    if (closed) {
      return;
    }
    write(bytes, 0, (int) Math.min(length, Math.max(0, FIRST_BYTES - printed)));
    printed += length;
    if (last.size() >= LAST_BYTES) {
      before = last;
      last = new ByteArrayOutputStream();
    }
    last.write(bytes, 0, length);
  }

  private void write(byte[] bytes, int offset, int length) {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      // A full disk must not end the run; the last words are in memory.
      return;
    }
  }

  /** Returns the last line that was printed, where tracebacks have what went wrong. */
  String lastWords() {
    awaitEnd();
    byte[] end = end();
    int from = Math.max(0, end.length - LAST_WORDS_BYTES);
    return new String(end, from, end.length - from, StandardCharsets.UTF_8)
        .strip()
        .lines()
        .reduce((first, second) -> second)
        .map(line -> ": " + GenotypeReader.shortened(line.strip()))
        .orElse("");
  }

  private synchronized byte[] end() {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(before.toByteArray());
    both.writeBytes(last.toByteArray());
    return both.toByteArray();
  }

  /** What the program has printed may still be on its way; what others hold open does not end. */
  private void awaitEnd() {
    boolean interrupted = Thread.interrupted();
    try {
      reader.join(GRACE_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Completes the file. For when the program has ended. */
  @Override
  public void close() {
    awaitEnd();
    byte[] end = end();
    synchronized (this) {
      closed = true;
      if (printed > FIRST_BYTES) {
        int length = (int) Math.min(end.length, printed - FIRST_BYTES);
        byte[] note = Text.format("%n[... %d bytes omitted ...]%n", printed - FIRST_BYTES - length)
            .getBytes(StandardCharsets.UTF_8);
        write(note, 0, note.length);
        write(end, end.length - length, length);
      }
      try {
        out.close();
        if (printed == 0) {
          Files.delete(file);
        }
      } catch (IOException e) {
        // An empty file beside the run does no harm.
        return;
      }
    }
  }
}

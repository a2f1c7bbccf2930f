package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.internal.file.JsonFields;
import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * A journal file of Optuna. Processes of this library and of Optuna can read and write it at the
 * same time, also over a network file system: all append to it under Optuna's lock, and flush what
 * they write to the disk.
 *
 * <p>In Python the same file is {@code JournalStorage(JournalFileBackend("study.log"))}.
 *
 * <p>An incomplete last line is one that another process is writing, which this class waits for; if
 * it is still incomplete when this process has the lock, its writer has died, and the line is
 * removed. A process that is killed therefore loses at most the record it was writing.
 */
public final class JournalStorage extends Storage {

  /** What Optuna's lock waits too. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private static final int LARGEST_READ = 1 << 24;

  private final Path file;
  private final JournalLock lock;
  private final String worker = UUID.randomUUID().toString();
  private final Ledger ledger = new Ledger();
  /** Up to where the file has been read, in bytes and in lines. */
  private long offset;

  private long lines;

  private JournalStorage(Path file, Duration grace) {
    this.file = file;
    this.lock = new JournalLock(file, grace);
  }

  /**
   * Opens a journal, which is created if it does not exist.
   *
   * @throws JournalFileException if it can't be read; the message has the line
   * @throws UncheckedIOException if the file can't be opened
   */
  public static JournalStorage open(Path file) {
    return open(file, GRACE);
  }

  /**
   * Opens a journal, as {@link #open(Path)} does.
   *
   * @param grace how long a lock may exist without any activity before it is released as that of a
   *     process that has died; 30 seconds by default. A period that is shorter than a process needs
   *     to write a line, or may be suspended, loses lines
   */
  public static JournalStorage open(Path file, Duration grace) {
    JournalStorage storage = new JournalStorage(file.toAbsolutePath(), grace);
    storage.create();
    storage.read(Scope.STUDIES, opened -> opened);
    storage.lock.forgetOthers();
    return storage;
  }

  /** One that is there need not be writable for those who only read. */
  private void create() {
    try {
      if (Files.notExists(file)) {
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
            .close();
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Returns the file. */
  public Path file() {
    return file;
  }

  @Override
  synchronized <T> T read(Scope scope, Function<Ledger, T> question) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      catchUp(channel);
      return question.apply(ledger);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  @Override
  synchronized <T> T write(Scope scope, Function<Ledger, Change<T>> decision) {
    try (FileChannel channel = FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      lock.acquire();
      try {
        catchUp(channel);
        Change<T> change = decision.apply(ledger);
        if (!change.records().isEmpty()) {
          append(change.records(), channel);
          catchUp(channel);
        }
        return change.answer().apply(ledger);
      } finally {
        lock.release();
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private UncheckedIOException unusable(IOException e) {
    String why = e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
    return new UncheckedIOException(Text.format("Journal %s: %s", file, why), e);
  }

  private void append(List<JournalRecord> records, FileChannel channel) throws IOException {
    if (channel.size() > offset) {
      channel.truncate(offset);
    }
    StringBuilder text = new StringBuilder();
    records.forEach(added -> text.append(JournalLine.write(added, worker)).append('\n'));
    ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    // At the end, wherever it is: who has lost the lock must not write over the lines of others.
    try (FileChannel end = FileChannel.open(file, StandardOpenOption.APPEND)) {
      while (bytes.hasRemaining()) {
        end.write(bytes);
      }
      end.force(true);
    }
  }

  /**
   * Reads what others have added, up to the last line that has its end. As in Optuna, a last line
   * that is not JSON is ignored. Unlike Optuna, this class removes it before it writes, since it
   * would make all that follows unreadable.
   */
  private void catchUp(FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < offset) {
      throw new JournalFileException(
          Text.format(
              "Journal %s: has shrunk from %d to %d bytes; journals only grow", file, offset, size),
          null);
    }
    while (offset < size) {
      byte[] bytes = next(channel, size);
      int start = 0;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          long end = offset + i + 1 - start;
          if (!apply(new String(bytes, start, i - start, StandardCharsets.UTF_8), end == size)) {
            return;
          }
          offset = end;
          start = i + 1;
        }
      }
      if (start == 0) {
        return;
      }
    }
  }

  /** What comes next: much, and at least one line if the rest of the file has one. */
  private byte[] next(FileChannel channel, long size) throws IOException {
    long length = Math.min(LARGEST_READ, size - offset);
    while (true) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
      while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {}
      byte[] read = Arrays.copyOf(bytes.array(), bytes.position());
      if (length == size - offset || endsALine(read)) {
        return read;
      }
      length = Math.min(2 * length, size - offset);
    }
  }

  private static boolean endsALine(byte[] bytes) {
    for (byte one : bytes) {
      if (one == '\n') {
        return true;
      }
    }
    return false;
  }

  /** Makes the change of a line; returns false for a last line that is ignored. */
  private boolean apply(String line, boolean last) {
    String where = Text.format("Journal %s, line %d", file, lines + 1);
    JsonFields json;
    JournalRecord next;
    try {
      json = JsonFields.of(Json.parse(line));
      next = JournalLine.read(json, where);
    } catch (IllegalArgumentException e) {
      if (last && e instanceof Json.NotJsonException) {
        return false;
      }
      throw new JournalFileException(Text.format("%s: %s", where, e.getMessage()), e);
    }
    String writer = json.value("worker_id").asText();
    if (!writer.equals(worker)) {
      lock.usedBy(writer);
    }
    ledger.apply(next, writer.equals(worker));
    lines++;
    return true;
  }

  /** Returns the file. */
  @Override
  public String toString() {
    return "journal " + file;
  }
}

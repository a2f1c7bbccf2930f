package io.github.hwgptbench.supernet;

import com.google.common.hash.Hashing;
import com.google.common.util.concurrent.Uninterruptibles;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The scores of evaluated sub-networks in a file that processes share and only append to. Each line
 * has an architecture, its loss, the numbers of correct and of predicted tokens, and a checksum:
 *
 * <pre>{@code
 * gpt-xs-1-32-1-1-True 31205.52113342285 1303 8192 5d41402a
 * }</pre>
 *
 * <p>The name of the file is a key of everything that scores depend on, and checksums include it. A
 * line that is torn, since its process was killed or since two wrote at once where a file system
 * does not keep them apart, has another checksum and is ignored, so that at worst a sub-network is
 * evaluated again. A file that can't be read or written is as if it had nothing in it; the first
 * such failure is reported.
 *
 * <p>While a process evaluates an architecture, it has a lock in a file beside this one, and others
 * wait for its score. The system releases the locks of a process that ends. Where files can't be
 * locked, nobody waits.
 *
 * <p>Safe for use by many threads.
 */
final class ScoreFile implements AutoCloseable {

  /** Increases whenever the same key would have other scores. */
  static final int VERSION = 1;

  private static final String ENDING = ".scores";
  private static final String ENDING_OF_LOCKS = ".lock";

  /** So long a process waits for another, which may be suspended. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

  /** Others in the folder are not ours to delete. */
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}\\.scores");

  /** About 500,000 sub-networks; a file that is this large takes no more. */
  private static final long MOST_BYTES = 64L << 20;

  /** Of all files in a folder; those that were written longest ago are deleted. */
  private static final long MOST_BYTES_OF_FOLDER = 512L << 20;

  private final Path file;
  private final String key;
  private final String title;
  private final SearchSpace space;
  private final long tokens;
  private final Consumer<String> warnings;
  private final Map<String, Score> scores = new HashMap<>();
  private long read;
  private boolean warned;
  private @Nullable FileChannel locks;
  private boolean closed;

  /**
   * Names a file; reads nothing.
   *
   * @param key a name of letters and digits, which is another one for other scores
   * @param title for who reads the file
   * @param tokens that every score is of
   * @param warnings receives at most one line: why scores can't be kept
   */
  ScoreFile(
      Path folder,
      String key,
      String title,
      SearchSpace space,
      long tokens,
      Consumer<String> warnings) {
    this.file = folder.resolve(key + ENDING);
    this.key = key;
    this.title = title;
    this.space = space;
    this.tokens = tokens;
    this.warnings = warnings;
  }

  /**
   * Returns the score of an architecture, if this process or another one has added it, and adds it
   * otherwise. If it is being evaluated elsewhere, waits for that.
   */
  Score find(Architecture architecture, Supplier<Score> evaluation) {
    Optional<Score> kept = find(architecture);
    if (kept.isPresent()) {
      return kept.get();
    }
    FileLock lock = lock(architecture);
    try {
      // Another process may have added it before it released the lock.
      Score score = find(architecture).orElse(null);
      if (score == null) {
        score = evaluation.get();
        add(architecture, score);
      }
      return score;
    } finally {
      release(lock);
    }
  }

  /** Returns a lock that no other evaluation of the architecture has; null if there are none. */
  private @Nullable FileLock lock(Architecture architecture) {
    // Any two architectures have other bytes, so that neither waits for the other.
    long position = Hashing.sha256()
            .hashString(space.format(architecture), StandardCharsets.US_ASCII)
            .asLong()
        >>> 2;
    try {
      FileChannel channel = locks();
      // A blocking lock would be refused where threads of two processes wait for one another's:
      // the system takes that for a deadlock.
      for (long waited = 0; waited < LONGEST_WAIT.toMillis(); waited += BETWEEN_LOOKS.toMillis()) {
        FileLock lock = tryLock(channel, position);
        if (lock != null) {
          return lock;
        }
        Uninterruptibles.sleepUninterruptibly(BETWEEN_LOOKS);
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel, long position) throws IOException {
    try {
      return channel.tryLock(position, 1, false);
    } catch (OverlappingFileLockException e) {
      // Another evaluator of this process has it.
      return null;
    }
  }

  private synchronized FileChannel locks() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (locks == null) {
      Files.createDirectories(file.getParent());
      locks = FileChannel.open(locks(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
    return locks;
  }

  private static Path locks(Path scores) {
    String name = scores.getFileName().toString();
    return scores.resolveSibling(
        name.substring(0, name.length() - ENDING.length()) + ENDING_OF_LOCKS);
  }

  private static void release(@Nullable FileLock lock) {
    try {
      if (lock != null) {
        lock.release();
      }
    } catch (IOException e) {
      // Closing the file has released it.
    }
  }

  /** Returns the score of an architecture, if this process or another one has added it. */
  synchronized Optional<Score> find(Architecture architecture) {
    String text = space.format(architecture);
    if (!scores.containsKey(text)) {
      readNew();
    }
    return Optional.ofNullable(scores.get(text));
  }

  private void readNew() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < read) {
        // Another file of this name, since the earlier one was deleted or cut.
        read = 0;
      }
      long more = Math.min(size - read, MOST_BYTES);
      ByteBuffer bytes = ByteBuffer.allocate((int) more);
      int count = 0;
      while (count >= 0 && bytes.hasRemaining()) {
        count = channel.read(bytes, read + bytes.position());
      }
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
      // What follows the last line may be the beginning of one that is being written.
      int end = text.lastIndexOf('\n') + 1;
      text.substring(0, end).lines().forEach(this::parse);
      read += end;
    } catch (NoSuchFileException e) {
      read = 0;
    } catch (IOException e) {
      warn("read", e);
    }
  }

  private void warn(String what, IOException e) {
    if (!warned) {
      warned = true;
      warnings.accept(Text.format(
          "Scores of sub-networks are not cached: %s can't be %s: %s", file.getParent(), what, e));
    }
  }

  private void parse(String line) {
    int last = line.lastIndexOf(' ');
    String[] parts = line.split(" ", -1);
    if (parts.length != 5 || !parts[4].equals(checksum(line.substring(0, last)))) {
      return;
    }
    Score score =
        new Score(Double.parseDouble(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    if (score.tokens() == tokens) {
      scores.put(parts[0], score);
    }
  }

  /** Appends a score. */
  synchronized void add(Architecture architecture, Score score) {
    String text = space.format(architecture);
    scores.put(text, score);
    String values = Text.format("%s %s %d %d", text, score.loss(), score.correct(), score.tokens());
    try {
      if (!Files.exists(file)) {
        create();
      }
      append(values + " " + checksum(values) + "\n");
    } catch (IOException e) {
      warn("written", e);
    }
  }

  private void create() throws IOException {
    Files.createDirectories(file.getParent());
    deleteOld();
    try {
      Files.writeString(
          file, "# " + title + "\n", StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
    } catch (FileAlreadyExistsException e) {
      // By another process, meanwhile.
      return;
    }
  }

  private void deleteOld() throws IOException {
    List<Written> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(file.getParent())) {
      for (Path other : all.toList()) {
        if (NAME.matcher(other.getFileName().toString()).matches()) {
          Written.of(other).ifPresent(files::add);
        }
      }
    }
    files.sort(Comparator.comparing(Written::time).reversed());
    long bytes = 0;
    for (Written other : files) {
      bytes += other.bytes();
      if (bytes > MOST_BYTES_OF_FOLDER) {
        Files.deleteIfExists(other.file());
        Files.deleteIfExists(locks(other.file()));
      }
    }
  }

  private record Written(Path file, FileTime time, long bytes) {

    /**
     * Returns what is known of a file; empty if another process has deleted it, or it is a folder.
     */
    static Optional<Written> of(Path file) throws IOException {
      try {
        BasicFileAttributes attributes =
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return attributes.isRegularFile()
            ? Optional.of(new Written(file, attributes.lastModifiedTime(), attributes.size()))
            : Optional.empty();
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }
  }

  private void append(String line) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      long size = channel.size();
      if (size < MOST_BYTES) {
        String begin = size > 0 && !endsLine(size) ? "\n" : "";
        channel.write(ByteBuffer.wrap((begin + line).getBytes(StandardCharsets.ISO_8859_1)));
      }
    }
  }

  /** Returns whether the last line is complete. */
  private boolean endsLine(long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return channel.read(last, size - 1) == 1 && last.get(0) == '\n';
    }
  }

  private String checksum(String values) {
    CRC32 checksum = new CRC32();
    checksum.update((key + " " + values).getBytes(StandardCharsets.ISO_8859_1));
    return Text.format("%08x", checksum.getValue());
  }

  /** Releases the locks. Scores can still be found and added. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      if (locks != null) {
        locks.close();
      }
    } catch (IOException e) {
      // Nothing was written to it.
    }
  }
}

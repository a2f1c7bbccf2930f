package io.github.hwgptbench.supernet;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

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
 * <p>Safe for use by many threads.
 */
final class ScoreFile {

  /** Increases whenever the same key would have other scores. */
  static final int VERSION = 1;

  private static final String ENDING = ".scores";

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
}

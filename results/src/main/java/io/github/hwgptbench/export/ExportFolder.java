package io.github.hwgptbench.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder that an export goes to, which had nothing in it before. */
public final class ExportFolder {

  /** The rule of the record, so that names that differ there differ here. */
  private static final Pattern NOT_IN_FILE_NAMES = Pattern.compile("[^A-Za-z0-9.=-]+");

  private final Path path;

  private ExportFolder(Path path) {
    this.path = path;
  }

  /**
   * Takes a folder, which must be empty or missing.
   *
   * @throws IOException if there is something in it, or it can't be made; names it
   */
  public static ExportFolder empty(Path path) throws IOException {
    try {
      Files.createDirectories(path);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          String.format(Locale.ROOT, "%s: there is a file of this name; take a folder", path), e);
    } catch (IOException e) {
      throw new IOException(
          String.format(Locale.ROOT, "%s: this folder can't be made: %s", path, e), e);
    }
    try (Stream<Path> files = Files.list(path)) {
      Optional<Path> first = files.sorted().findFirst();
      if (first.isPresent()) {
        throw new IOException(String.format(
            Locale.ROOT,
            "%s: there is '%s' in this folder; take another, or empty it",
            path,
            first.get().getFileName()));
      }
    }
    return new ExportFolder(path);
  }

  /** Returns where it is. */
  public Path path() {
    return path;
  }

  /** Makes a folder in it, if it is missing, and those that this one is in. */
  Path folder(String first, String... more) throws IOException {
    return Files.createDirectories(path.resolve(Path.of(first, more)));
  }

  /** Returns what the file of a name of an algorithm may be called anywhere. */
  static String fileName(String algorithm) {
    return NOT_IN_FILE_NAMES.matcher(algorithm).replaceAll("_");
  }

  /** Returns what the file of a run may be called anywhere, without its ending. */
  static String fileName(String algorithm, long seed) {
    return String.format(Locale.ROOT, "%s-seed-%d", fileName(algorithm), seed);
  }

  /** Opens a new file for text in UTF-8. */
  static BufferedWriter create(Path file) throws IOException {
    return Files.newBufferedWriter(file);
  }
}

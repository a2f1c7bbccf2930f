package io.github.hwgptbench.export;

import io.github.hwgptbench.internal.file.FileName;
import io.github.hwgptbench.internal.text.Text;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of an export, which is empty before. */
public final class ExportFolder {

  /** Everything that an export of any format writes, with {@code /} between folder and file. */
  private static final Pattern OURS = Pattern.compile("[A-Za-z0-9_]+-[A-Za-z0-9._=-]+\\.csv(\\.gz)?"
      + "|[A-Za-z0-9_]+-[A-Za-z0-9._=-]+\\.parquet(\\.part)?"
      + "|QualityIndicatorSummary\\.csv|referenceFronts/[^/]+\\.csv|data/[^/]+/[^/]+/[^/]+"
      + "|[^/]+/[^/]+-seed--?[0-9]+\\.(dat|log)"
      + "|[^/]+/IOHprofiler_f[0-9]+_[^/]+\\.json"
      + "|[^/]+/data_f[0-9]+_[^/]+/IOHprofiler_f[0-9]+_DIM[0-9]+\\.dat");

  private final Path path;

  private ExportFolder(Path path) {
    this.path = path;
  }

  /**
   * Prepares a folder, which must be empty or missing.
   *
   * @throws IOException if it is not empty, or can't be created; the message names it
   */
  public static ExportFolder empty(Path path) throws IOException {
    try {
      Files.createDirectories(path);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          Text.format("%s: there is a file of this name; expected a folder", path), e);
    } catch (IOException e) {
      throw new IOException(Text.format("%s: this folder can't be made: %s", path, e), e);
    }
    try (Stream<Path> files = Files.list(path)) {
      Optional<Path> first = files.sorted().findFirst();
      if (first.isPresent()) {
        throw new IOException(Text.format(
            "%s: contains '%s'; use another folder, or replace an earlier export with --overwrite",
            path, first.get().getFileName()));
      }
    }
    return new ExportFolder(path);
  }

  /**
   * Prepares a folder that is empty or missing, or has an earlier export in any format, whose files
   * are deleted.
   *
   * @throws IOException if there is any other file in it, which the message names, and nothing is
   *     deleted; or if it can't be created or emptied
   */
  public static ExportFolder overwrite(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      List<Path> earlier;
      try (Stream<Path> files = Files.walk(path)) {
        // What is in a folder comes before the folder.
        earlier = files
            .filter(file -> !file.equals(path))
            .sorted(Comparator.reverseOrder())
            .toList();
      }
      for (Path file : earlier) {
        String name = path.relativize(file).toString().replace(File.separatorChar, '/');
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
            && !OURS.matcher(name).matches()) {
          throw new IOException(Text.format(
              "%s: '%s' is not a file of an export; only a folder with nothing but an export is"
                  + " overwritten",
              path, name));
        }
      }
      for (Path file : earlier) {
        Files.delete(file);
      }
    }
    return empty(path);
  }

  /** Returns its path. */
  public Path path() {
    return path;
  }

  /** Makes a folder in it, if it is missing, and those that this one is in. */
  Path folder(String first, String... more) throws IOException {
    return Files.createDirectories(path.resolve(Path.of(first, more)));
  }

  /** Returns what the file of a name of an algorithm may be called anywhere. */
  static String fileName(String algorithm) {
    return FileName.fitted("Algorithm", algorithm, "").text();
  }

  /** Returns what the file of a run may be called anywhere, without its ending. */
  static String fileName(String algorithm, long seed) {
    return FileName.fitted("Algorithm", algorithm, "-seed-" + seed).text();
  }

  /** Opens a new file for text in UTF-8. */
  static BufferedWriter create(Path file) throws IOException {
    return Files.newBufferedWriter(file);
  }
}

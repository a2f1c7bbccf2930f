package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.List;
import java.util.stream.Stream;

/** Folders of suites in zip files, which are read in place. */
final class SuiteZip {

  private static final String ENDING = ".zip";

  private SuiteZip() {}

  /**
   * Returns where the files of a suite are.
   *
   * @param given a folder, a zip file of one, or the name of such a file without its ending
   * @return the folder, or the one in the zip file
   * @throws IOException if it is a file, but no zip file; names it
   */
  static Path root(Path given) throws IOException {
    Path file = given;
    if (!Files.exists(given) && given.getFileName() != null) {
      file = given.resolveSibling(given.getFileName() + ENDING);
    }
    if (!Files.isRegularFile(file)) {
      return given;
    }
    try {
      // Stays open as long as something refers to a path in it, and is closed by garbage
      // collection.
      return suite(FileSystems.newFileSystem(file).getPath("/"));
    } catch (IOException | ProviderNotFoundException e) {
      throw new IOException(
          Text.format("%s: neither a folder nor a zip file of one: %s", file, e.getMessage()), e);
    }
  }

  /** Whoever packs a folder may have packed its name, too. */
  private static Path suite(Path root) throws IOException {
    if (!Files.exists(root.resolve(SuiteIndex.NAME))) {
      try (Stream<Path> files = Files.list(root)) {
        List<Path> inside = files.toList();
        if (inside.size() == 1 && Files.exists(inside.get(0).resolve(SuiteIndex.NAME))) {
          return inside.get(0);
        }
      }
    }
    return root;
  }

  /**
   * Returns an exception whose message names the zip file, too, if a file is in one.
   *
   * @param file which the message of the exception names
   */
  static IOException located(Path file, IOException e) {
    FileSystem files = file.getFileSystem();
    return files.equals(FileSystems.getDefault())
        ? e
        : new IOException(Text.format("%s: %s", files, e.getMessage()), e);
  }
}

package io.github.hwgptbench.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes files that get their name only once they are complete and on the disk, so that no reader
 * sees an incomplete one, even after a loss of power.
 */
public final class WholeFile {

  private WholeFile() {}

  /**
   * Writes a text, and replaces an existing file.
   *
   * @throws IOException if it can't be written
   */
  public static void write(Path file, String text) throws IOException {
    Path part = part(file);
    Files.write(part, text.getBytes(StandardCharsets.UTF_8));
    finish(file);
  }

  /** Returns the path to which a file is written until it is complete. */
  public static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  /**
   * Renames the written part to the file, and replaces an existing one.
   *
   * @throws IOException if it can't be renamed
   */
  public static void finish(Path file) throws IOException {
    DiskSync.file(part(file));
    rename(file);
    DiskSync.folderOf(file);
  }

  /** Gives a part the name of the file; neither need be on the disk then. */
  static void rename(Path file) throws IOException {
    try {
      Files.move(
          part(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part(file), file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}

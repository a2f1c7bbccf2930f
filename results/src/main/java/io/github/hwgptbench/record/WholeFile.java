package io.github.hwgptbench.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Files that have their name only once they are whole and on the disk, so that no reader sees half
 * of one, even after a loss of power.
 */
public final class WholeFile {

  private WholeFile() {}

  /**
   * Writes a text, in place of a file that was there.
   *
   * @throws IOException if it can't be written
   */
  public static void write(Path file, String text) throws IOException {
    Path part = part(file);
    Files.write(part, text.getBytes(StandardCharsets.UTF_8));
    finish(file);
  }

  /** Where a file is written to until it is whole. */
  public static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  /**
   * Gives the written part the name of the file, in place of a file that had it.
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

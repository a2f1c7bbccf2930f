package io.github.hwgptbench.cli;

import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that a command writes into, which may be there already. */
final class OutputFolder {

  private OutputFolder() {}

  /**
   * Makes a folder, unless it is there.
   *
   * @throws IOException if it is a file, or may not be written to; says so
   */
  static void make(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(Text.format("%s: a file; expected a folder", folder), e);
    }
    if (!Files.isWritable(folder)) {
      throw new IOException(Text.format("%s: not writable", folder));
    }
  }
}

package io.github.hwgptbench.cli;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.record.WholeFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Where answers go: a file that has its name only once it is whole, at the end of a symbolic link
 * if it is one, or a pipe or a device, which is written to straight. Compressed where the name ends
 * in {@code .gz}.
 */
final class AnswerFile {

  private static final Path DEVICES = Path.of("/dev");
  private static final int BUFFER = 1 << 16;

  private final Path file;

  /**
   * Names a file, which need not be there.
   *
   * @throws IOException if it is a folder
   */
  AnswerFile(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(Text.format("%s: a folder; expected the name of a file", file));
    }
    this.file = file;
  }

  /** Returns whether writing replaces a file that is there. */
  boolean replacesFile() {
    return !isStream() && Files.exists(file);
  }

  /** Writes to it. */
  @FunctionalInterface
  interface Body {
    void write(Writer out) throws IOException;
  }

  /**
   * Writes all of it. If that fails, a file that was there is as it was.
   *
   * @throws IOException if it can't be written; names it
   */
  void write(Body body) throws IOException {
    if (isStream()) {
      write(file, body);
      return;
    }
    Path target = Files.isSymbolicLink(file) ? target() : file;
    boolean whole = false;
    try {
      write(WholeFile.part(target), body);
      WholeFile.finish(target);
      whole = true;
    } finally {
      if (!whole) {
        Files.deleteIfExists(WholeFile.part(target));
      }
    }
  }

  /** Standard output may lead to a file, but to one that somebody else has open. */
  private boolean isStream() {
    return Files.exists(file) && !Files.isRegularFile(file)
        || Files.isSymbolicLink(file) && file.startsWith(DEVICES);
  }

  private Path target() throws IOException {
    return Files.exists(file)
        ? file.toRealPath()
        : file.resolveSibling(Files.readSymbolicLink(file));
  }

  private void write(Path path, Body body) throws IOException {
    try (Writer out =
        new BufferedWriter(new OutputStreamWriter(open(path), StandardCharsets.UTF_8), BUFFER)) {
      body.write(out);
    }
  }

  private OutputStream open(Path path) throws IOException {
    try {
      OutputStream bytes = Files.newOutputStream(path);
      return file.toString().endsWith(".gz") ? new GZIPOutputStream(bytes, BUFFER) : bytes;
    } catch (NoSuchFileException e) {
      throw new IOException(Text.format("%s: its folder does not exist", file), e);
    } catch (IOException e) {
      throw new IOException(Text.format("%s: can't be written: %s", file, e), e);
    }
  }
}

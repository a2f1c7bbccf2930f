package io.github.hwgptbench.supernet;

import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.io.Reader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A string of any size, piece by piece. Pieces end where tokens do: before a blank or the end of a
 * line that follows something else.
 */
final class TextPieces implements AutoCloseable {

  private static final int USUAL_LENGTH = 1 << 20;

  private final Path file;
  private final FileChannel channel;
  private final Reader reader;
  private final char[] buffer;
  private final StringBuilder text = new StringBuilder();
  private boolean ended;

  /** Opens a file of UTF-8. */
  TextPieces(Path file) throws IOException {
    this(file, USUAL_LENGTH);
  }

  /**
   * Opens a file.
   *
   * @param length of pieces, characters; pieces are longer where tokens may not end
   */
  TextPieces(Path file, int length) throws IOException {
    this.file = file;
    channel = FileChannel.open(file, StandardOpenOption.READ);
    reader = Channels.newReader(channel, StandardCharsets.UTF_8.newDecoder(), -1);
    buffer = new char[length];
  }

  /**
   * Reads the next piece.
   *
   * @return empty after the last one
   * @throws IOException if the file can't be read, or is not UTF-8
   */
  Optional<String> next() throws IOException {
    int end = 0;
    while (end == 0 && !ended) {
      int from = text.length();
      read();
      end = ended ? text.length() : lastCut(from);
    }
    if (end == 0) {
      return Optional.empty();
    }
    String piece = text.substring(0, end);
    text.delete(0, end);
    return Optional.of(piece);
  }

  /** Returns how much of the file was read, bytes. */
  long position() throws IOException {
    return channel.position();
  }

  private void read() throws IOException {
    try {
      int count = reader.read(buffer);
      if (count < 0) {
        ended = true;
      } else {
        text.append(buffer, 0, count);
      }
    } catch (CharacterCodingException e) {
      throw new IOException(Text.format("%s: not UTF-8", file), e);
    }
  }

  private int lastCut(int from) {
    for (int i = text.length() - 1; i >= Math.max(1, from); i--) {
      if ((text.charAt(i) == ' ' || text.charAt(i) == '\n') && !isBlank(text.charAt(i - 1))) {
        return i;
      }
    }
    return 0;
  }

  /** As Unicode has it, and those that Java alone counts. */
  private static boolean isBlank(char letter) {
    return Character.isWhitespace(letter) || Character.isSpaceChar(letter) || letter == '\u0085';
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}

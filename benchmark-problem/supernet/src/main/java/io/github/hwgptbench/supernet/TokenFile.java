package io.github.hwgptbench.supernet;

import io.github.hwgptbench.internal.text.Text;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * A tokenized corpus in a file of unsigned 16-bit integers, little-endian, without a header.
 *
 * @param file the file
 * @param size the number of tokens
 */
public record TokenFile(Path file, long size) implements TokenText {

  private static final int BYTES = Short.BYTES;

  /**
   * Opens a file of tokens.
   *
   * @throws SupernetFileException if it is missing, can't be read, or has an odd number of bytes
   */
  public static TokenFile open(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new NoSuchFileException(file.toString());
      }
      long bytes = Files.size(file);
      if (bytes % BYTES != 0) {
        throw new SupernetFileException(Text.format(
            "%s: has %d bytes; tokens have two each, so the last one is cut off", file, bytes));
      }
      return new TokenFile(file, bytes / BYTES);
    } catch (NoSuchFileException e) {
      throw new SupernetFileException(
          Text.format("%s: missing; expected a file of tokens", file), e);
    } catch (IOException e) {
      throw new SupernetFileException(
          Text.format("%s: can't be read: %s", file, e.getMessage()), e);
    }
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public int[] read(long from, int count) {
    if (from < 0 || count < 0 || from > size - count) {
      throw new IllegalArgumentException(
          Text.format("%s: tokens %d to %d; there are %d", file, from, from + count - 1, size));
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(count, BYTES));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.position(from * BYTES);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          throw new SupernetFileException(Text.format("%s: became shorter", file));
        }
      }
    } catch (IOException e) {
      throw new SupernetFileException(
          Text.format("%s: can't be read: %s", file, e.getMessage()), e);
    }
    bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
    int[] tokens = new int[count];
    for (int i = 0; i < count; i++) {
      tokens[i] = Short.toUnsignedInt(bytes.getShort());
    }
    return tokens;
  }

  /**
   * Tokenizes files. If the tokenizer has a token for the end of a document, each file gets one.
   *
   * @param file where to; replaced if it is there
   * @param texts files of UTF-8, in this order
   * @throws IOException if a text can't be read or is not UTF-8, or the tokens can't be written
   */
  public static TokenFile write(Path file, List<Path> texts, Tokenizer tokenizer)
      throws IOException {
    return write(file, texts, tokenizer, bytes -> {});
  }

  /**
   * Tokenizes files, and reports progress.
   *
   * @param progress receives repeatedly how many bytes of the texts were read
   * @throws IOException if a text can't be read or is not UTF-8, or the tokens can't be written
   */
  public static TokenFile write(
      Path file, List<Path> texts, Tokenizer tokenizer, LongConsumer progress) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(part))) {
        long before = 0;
        for (Path text : texts) {
          before += write(to, text, tokenizer, before, progress);
          if (tokenizer.endOfText().isPresent()) {
            write(to, tokenizer.endOfText().getAsInt());
          }
        }
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    return open(file);
  }

  private static long write(
      OutputStream to, Path text, Tokenizer tokenizer, long before, LongConsumer progress)
      throws IOException {
    try (TextPieces pieces = new TextPieces(text)) {
      for (Optional<String> piece = pieces.next(); piece.isPresent(); piece = pieces.next()) {
        write(to, tokenizer.encode(piece.get()));
        progress.accept(before + pieces.position());
      }
      return pieces.position();
    }
  }

  private static void write(OutputStream to, int... tokens) throws IOException {
    for (int token : tokens) {
      to.write(token);
      to.write(token >>> 8);
    }
  }
}

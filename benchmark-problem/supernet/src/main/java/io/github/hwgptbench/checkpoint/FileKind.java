package io.github.hwgptbench.checkpoint;

import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a file is by how it begins. Those that people take for checkpoints get a message that says
 * what to do.
 */
enum FileKind {
  /** What {@code torch.save} writes since PyTorch 1.6. */
  ZIP(""),
  EMPTY("empty; expected what torch.save writes"),
  LEGACY("of the format before PyTorch 1.6; load it in PyTorch and save it again with torch.save"),
  HTML("a web page, not a checkpoint; the download went wrong"),
  SAFETENSORS(""),
  /** JSON that maps tensors to files. */
  INDEX(""),
  OTHER("neither a zip archive, as torch.save writes them, nor safetensors");

  private static final int BYTES = 64;
  private static final byte[] ZIP_MAGIC = {'P', 'K', 3, 4};

  /** A pickle of protocol 2 of the number 0x1950a86a20f9469cfc6c. */
  private static final byte[] LEGACY_MAGIC = {
    (byte) 0x80,
    2,
    (byte) 0x8a,
    10,
    0x6c,
    (byte) 0xfc,
    (byte) 0x9c,
    0x46,
    (byte) 0xf9,
    0x20,
    0x6a,
    (byte) 0xa8,
    0x50,
    0x19
  };

  /** Where the length of the header of safetensors ends, and its JSON begins. */
  private static final int SAFETENSORS_JSON = 8;

  /** Of a length, which no header reaches: JSON has no such byte. */
  private static final int HIGHEST_BYTE = 7;

  private final String advice;

  FileKind(String advice) {
    this.advice = advice;
  }

  /**
   * Returns of which format a file seems to be.
   *
   * @throws CheckpointFileException if it is of none that can be read; names what it appears to be
   */
  static FileKind of(Path file, FileChannel channel) throws IOException {
    FileKind kind = of(channel);
    if (!kind.advice.isEmpty()) {
      throw new CheckpointFileException(Text.format("%s: %s", file, kind.advice));
    }
    return kind;
  }

  private static FileKind of(FileChannel channel) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(BYTES);
    while (start.hasRemaining() && channel.read(start, start.position()) >= 0) {
      continue;
    }
    start.flip();
    if (!start.hasRemaining()) {
      return EMPTY;
    }
    if (begins(start, ZIP_MAGIC)) {
      return ZIP;
    }
    if (begins(start, LEGACY_MAGIC)) {
      return LEGACY;
    }
    String text = StandardCharsets.ISO_8859_1.decode(start.duplicate()).toString();
    if (text.strip().toLowerCase(Locale.ROOT).matches("(?s)<(!doctype|html).*")) {
      return HTML;
    }
    if (text.startsWith("{", SAFETENSORS_JSON) && text.charAt(HIGHEST_BYTE) == 0) {
      return SAFETENSORS;
    }
    return text.stripLeading().startsWith("{") ? INDEX : OTHER;
  }

  private static boolean begins(ByteBuffer start, byte[] magic) {
    return start.remaining() >= magic.length
        && start.slice(0, magic.length).equals(ByteBuffer.wrap(magic));
  }
}

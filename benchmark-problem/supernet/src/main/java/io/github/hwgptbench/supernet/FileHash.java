package io.github.hwgptbench.supernet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256, also of files that may be larger than the heap. */
final class FileHash {

  private static final int BLOCK_BYTES = 1 << 20;

  private final MessageDigest digest;

  FileHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Adds what remains of a buffer. */
  FileHash update(ByteBuffer bytes) {
    digest.update(bytes);
    return this;
  }

  /** Returns the hash of all that was added, in hexadecimal digits. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  static String sha256(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      FileHash hash = new FileHash();
      ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
      while (channel.read(block) >= 0) {
        hash.update(block.flip());
        block.clear();
      }
      return hash.hex();
    }
  }
}

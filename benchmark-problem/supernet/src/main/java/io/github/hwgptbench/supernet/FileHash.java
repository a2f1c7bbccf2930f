package io.github.hwgptbench.supernet;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of weights when they are opened, which happens before a first query: without Guava,
 * whose classes would have to be loaded for it.
 */
final class FileHash {

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
}

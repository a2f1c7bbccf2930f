package io.github.hwgptbench.internal.file;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 hashes in hexadecimal digits, for what is hashed before a first query or for every
 * evaluation: without Guava, whose classes would have to be loaded for it.
 */
public final class Sha256 {

  private Sha256() {}

  /** Begins a hash. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform has to have it.
      throw new AssertionError(e);
    }
  }

  /** Returns the hash of what went by, and resets the digest. */
  public static String text(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns the hash of bytes. */
  public static String of(byte[] bytes) {
    MessageDigest digest = begin();
    digest.update(bytes);
    return text(digest);
  }
}

package io.github.hwgptbench.record;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash that shows whether a file is as it was written. */
final class Sha256 {

  private Sha256() {}

  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform has to have it.
      throw new AssertionError(e);
    }
  }

  /** Returns the hash of what went by, in hexadecimal digits. */
  static String text(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}

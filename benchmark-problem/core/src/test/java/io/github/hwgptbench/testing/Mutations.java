package io.github.hwgptbench.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Damages valid files in the ways that readers must stand. */
public final class Mutations {

  private static final int MOST = 4;

  private static final List<String> INSERTED = List.of(
      "",
      "null",
      "0",
      "NaN",
      "-Infinity",
      "-1",
      "2147483648",
      "9223372036854775808",
      "2147483647",
      "1e999",
      "1e-999",
      "9".repeat(1001),
      "[".repeat(1001),
      "{".repeat(1001),
      "\"".repeat(4001),
      "\uFEFF",
      "\r\n",
      "\0");

  private static final int[] EXTREMES = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE};

  private Mutations() {}

  /**
   * Returns a damaged copy of a file.
   *
   * @param valid the file; stays as it is
   * @param seed chooses one to four damages; the same seed gives the same bytes
   */
  public static byte[] of(byte[] valid, long seed) {
    Random random = new Random(seed);
    byte[] bytes = valid;
    for (int left = 1 + random.nextInt(MOST); left > 0; left--) {
      bytes = once(bytes, random);
    }
    return bytes;
  }

  private static byte[] once(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length + 1);
    int to = from + random.nextInt(Math.min(64, bytes.length - from) + 1);
    switch (random.nextInt(7)) {
      case 0:
        byte[] flipped = bytes.clone();
        if (from < bytes.length) {
          flipped[from] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
      case 1:
        return joined(bytes, from, new byte[0], bytes.length);
      case 2:
        return joined(bytes, from, new byte[0], to);
      case 3:
        return joined(bytes, to, new byte[0], from);
      case 4:
        return joined(bytes, from, inserted(random), random.nextBoolean() ? from : to);
      case 5:
        return withInt(bytes, from, EXTREMES[random.nextInt(EXTREMES.length)], random);
      default:
        return joined(bytes, tokenEnd(bytes, from, -1), inserted(random), tokenEnd(bytes, from, 1));
    }
  }

  private static byte[] inserted(Random random) {
    return INSERTED.get(random.nextInt(INSERTED.size())).getBytes(StandardCharsets.UTF_8);
  }

  /** Puts a number of 32 bits in place of four bytes, the large or the small end first. */
  private static byte[] withInt(byte[] bytes, int from, int number, Random random) {
    ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    byte[] changed = bytes.clone();
    if (from <= bytes.length - Integer.BYTES) {
      ByteBuffer.wrap(changed).order(order).putInt(from, number);
    }
    return changed;
  }

  /** Returns where the word or number around a place ends, in one of the two directions. */
  private static int tokenEnd(byte[] bytes, int from, int step) {
    int at = step < 0 ? from - 1 : from;
    while (at >= 0 && at < bytes.length && isOfToken(bytes[at])) {
      at += step;
    }
    return step < 0 ? at + 1 : at;
  }

  private static boolean isOfToken(byte letter) {
    return Character.isLetterOrDigit(letter) || letter == '.' || letter == '+' || letter == '-';
  }

  private static byte[] joined(byte[] bytes, int end, byte[] between, int begin) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, end);
    out.writeBytes(between);
    out.write(bytes, begin, bytes.length - begin);
    return out.toByteArray();
  }
}

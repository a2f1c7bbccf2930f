package io.github.hwgptbench.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Damages valid files in the ways that readers must stand. */
public final class Mutations {

  private static final int MOST = 4;

  private static final List<String> INSERTED = List.of(
      "NaN",
      "-Infinity",
      "-1",
      "2147483648",
      "9223372036854775808",
      "1e999",
      "9".repeat(1001),
      "[".repeat(1001),
      "{".repeat(1001),
      "\uFEFF",
      "\r\n",
      "\0");

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
    switch (random.nextInt(5)) {
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
      default:
        String inserted = INSERTED.get(random.nextInt(INSERTED.size()));
        return joined(
            bytes,
            from,
            inserted.getBytes(StandardCharsets.UTF_8),
            random.nextBoolean() ? from : to);
    }
  }

  private static byte[] joined(byte[] bytes, int end, byte[] between, int begin) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, end);
    out.writeBytes(between);
    out.write(bytes, begin, bytes.length - begin);
    return out.toByteArray();
  }
}

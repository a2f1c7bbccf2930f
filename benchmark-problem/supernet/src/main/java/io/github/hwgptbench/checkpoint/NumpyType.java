package io.github.hwgptbench.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import net.razorvine.pickle.PickleException;

/**
 * The type of a scalar of numpy.
 *
 * @param code such as {@code f8}: kind, and bytes
 */
record NumpyType(String code) {

  private static final Map<String, Integer> BYTES =
      Map.of("f8", Double.BYTES, "f4", Float.BYTES, "i8", Long.BYTES, "i4", Integer.BYTES);

  /**
   * Makes a type.
   *
   * @throws PickleException if it is none of the floating-point numbers and integers of 32 and 64
   *     bits
   */
  NumpyType {
    if (!BYTES.containsKey(code)) {
      throw new PickleException("a NumPy scalar that is not a number of 32 or 64 bits");
    }
  }

  /**
   * Checks the order of bytes that the pickle gives the type.
   *
   * @throws PickleException if it is not little-endian
   */
  void checkOrder(Object state) {
    if (!(state instanceof Object[] parts && parts.length > 1 && "<".equals(parts[1]))) {
      throw new PickleException("a NumPy type that is not little-endian");
    }
  }

  /** Returns the number that bytes are. */
  Number of(byte[] bytes) {
    if (bytes.length != BYTES.getOrDefault(code, 0)) {
      throw new PickleException("a NumPy scalar whose bytes do not match its type");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return switch (code) {
      case "f8" -> buffer.getDouble();
      case "f4" -> buffer.getFloat();
      case "i8" -> buffer.getLong();
      default -> buffer.getInt();
    };
  }
}

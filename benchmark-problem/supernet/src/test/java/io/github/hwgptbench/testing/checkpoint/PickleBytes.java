package io.github.hwgptbench.testing.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a pickle, operation by operation, as {@code torch.save} does or as an attacker would. */
public final class PickleBytes {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Begins a pickle of protocol 2. */
  public PickleBytes() {
    raw("\u0080\u0002");
  }

  /** Adds operations, a byte a character. */
  public PickleBytes raw(String operations) {
    bytes.writeBytes(operations.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Adds the same operations many times. */
  public PickleBytes raw(String operations, int times) {
    return raw(operations.repeat(times));
  }

  /** Adds a text. */
  public PickleBytes text(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    return raw("X").int32(encoded.length).raw(new String(encoded, StandardCharsets.ISO_8859_1));
  }

  /** Adds an integer, with 8 bytes. */
  public PickleBytes number(long number) {
    return raw("\u008a\b").int64(number);
  }

  /** Adds a tuple of integers. */
  public PickleBytes numbers(long... numbers) {
    raw("(");
    for (long number : numbers) {
      number(number);
    }
    return raw("t");
  }

  /** Adds the name of a function or class. */
  public PickleBytes name(String module, String name) {
    return raw("c" + module + "\n" + name + "\n");
  }

  /** Adds a tensor. */
  public PickleBytes tensor(
      String storageType, String key, long elements, long offset, long[] shape, long[] strides) {
    name("torch._utils", "_rebuild_tensor_v2").raw("((").text("storage").name("torch", storageType);
    text(key).text("cpu").number(elements).raw("tQ").number(offset);
    numbers(shape).numbers(strides).raw("\u0089");
    return name("collections", "OrderedDict").raw(")RtR");
  }

  /** Adds a scalar of numpy up to its 8 bytes, which follow; then its call is to be made. */
  public PickleBytes numpyScalar(String module, String type, String order) {
    name(module, "scalar").name("numpy", "dtype").text(type).raw("\u0089\u0088\u0087R");
    return raw("(K\u0003").text(order).raw("NNNJ").int32(-1).raw("J").int32(-1).raw("K\0tbC\b");
  }

  /** Adds a floating-point number. */
  public PickleBytes real(double number) {
    return raw("G").int64(Long.reverseBytes(Double.doubleToLongBits(number)));
  }

  /** Adds a number of 4 bytes, without an operation. */
  public PickleBytes int32(int number) {
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(number)
        .array());
    return this;
  }

  /** Adds a number of 8 bytes, without an operation. */
  public PickleBytes int64(long number) {
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(number)
        .array());
    return this;
  }

  /** Ends the pickle. */
  public byte[] end() {
    return raw(".").bytes();
  }

  /** Returns what was added so far. */
  public byte[] bytes() {
    return bytes.toByteArray();
  }
}

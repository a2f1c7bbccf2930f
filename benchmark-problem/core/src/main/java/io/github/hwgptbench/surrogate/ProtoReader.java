package io.github.hwgptbench.surrogate;

import io.github.hwgptbench.internal.text.Text;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over the fields of a message in the wire format of Protocol Buffers, version 2 or 3. It
 * reads what surrogate files have, skips what it is not asked for, and copies nothing: no length
 * that a file claims allocates memory, and no nesting goes deeper than the caller goes.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers: encoding</a>
 */
final class ProtoReader {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final ByteBuffer fields;
  private int field;
  private int type;
  /** The value of the current field: a varint as it stands, or all others as bytes. */
  private long varint;

  private ByteBuffer value = ByteBuffer.allocate(0);

  /** Starts before the first field of a message. */
  ProtoReader(byte[] message) {
    this(ByteBuffer.wrap(message));
  }

  private ProtoReader(ByteBuffer message) {
    fields = message;
  }

  /**
   * Moves to the next field.
   *
   * @return false at the end of the message
   * @throws IllegalArgumentException if what follows is not a whole field
   */
  boolean next() {
    if (!fields.hasRemaining()) {
      return false;
    }
    long key = readVarint();
    long number = key >>> 3;
    if (number < 1 || number >= 1 << 29) {
      throw new IllegalArgumentException(
          "field " + Long.toUnsignedString(number) + "; must be within 1 to 536870911");
    }
    field = (int) number;
    type = (int) (key & 7);
    switch (type) {
      case VARINT -> varint = readVarint();
      case FIXED64 -> value = take(Long.BYTES);
      case FIXED32 -> value = take(Integer.BYTES);
      case BYTES -> value = take(readVarint());
      default ->
        throw new IllegalArgumentException(
            "field " + field + " of wire type " + type + "; must be 0, 1, 2 or 5");
    }
    return true;
  }

  /** Returns the number of the current field. */
  int field() {
    return field;
  }

  /** Returns the integer that the current field holds. */
  long integer() {
    check(VARINT);
    return varint;
  }

  /**
   * Returns the text that the current field holds.
   *
   * @throws IllegalArgumentException if it is not UTF-8
   */
  String text() {
    check(BYTES);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(value.duplicate()).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("field " + field + " is not UTF-8 text", e);
    }
  }

  /** Returns a cursor over the fields of the message that the current field holds. */
  ProtoReader message() {
    check(BYTES);
    return new ProtoReader(value.duplicate());
  }

  /**
   * Returns the packed doubles that the current field holds.
   *
   * @throws IllegalArgumentException if its bytes are not a multiple of eight
   */
  double[] doubles() {
    check(BYTES);
    if (value.remaining() % Double.BYTES != 0) {
      throw new IllegalArgumentException(
          "field " + field + " of " + value.remaining() + " bytes; doubles have 8 each");
    }
    double[] numbers = new double[value.remaining() / Double.BYTES];
    value.duplicate().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(numbers);
    return numbers;
  }

  private void check(int expected) {
    if (type != expected) {
      throw new IllegalArgumentException(
          Text.format("field %d of wire type %d; expected %d", field, type, expected));
    }
  }

  private ByteBuffer take(long length) {
    if (length < 0 || length > fields.remaining()) {
      throw new IllegalArgumentException("field " + field + " of " + Long.toUnsignedString(length)
          + " bytes, of which there are " + fields.remaining());
    }
    ByteBuffer taken = fields.slice(fields.position(), (int) length);
    fields.position(fields.position() + (int) length);
    return taken;
  }

  private long readVarint() {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (!fields.hasRemaining()) {
        throw new IllegalArgumentException("ends within a number");
      }
      byte next = fields.get();
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("a number of more than 10 bytes");
  }
}

package io.github.hwgptbench.checkpoint;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.Stream;

/** The types of elements that can be read, as numbers of single precision. */
enum ElementType {
  FLOAT32("FloatStorage", "F32", Float.BYTES) {
    @Override
    float get(ByteBuffer bytes, int at) {
      return bytes.getFloat(at);
    }
  },

  FLOAT64("DoubleStorage", "F64", Double.BYTES) {
    @Override
    float get(ByteBuffer bytes, int at) {
      return (float) bytes.getDouble(at);
    }
  },

  FLOAT16("HalfStorage", "F16", Short.BYTES) {
    @Override
    float get(ByteBuffer bytes, int at) {
      return ofHalf(bytes.getShort(at));
    }
  },

  /** The upper half of a number of single precision. */
  BFLOAT16("BFloat16Storage", "BF16", Short.BYTES) {
    @Override
    float get(ByteBuffer bytes, int at) {
      return Float.intBitsToFloat(bytes.getShort(at) << Short.SIZE);
    }
  };

  private static final int HALF_FRACTION_BITS = 10;
  private static final int HALF_EXPONENT = 0x1F;
  private static final int HALF_BIAS = 15;
  private static final int FLOAT_FRACTION_BITS = 23;
  private static final int FLOAT_BIAS = 127;

  private final String storage;
  private final String safetensors;
  private final int bytes;

  ElementType(String storage, String safetensors, int bytes) {
    this.storage = "torch." + storage;
    this.safetensors = safetensors;
    this.bytes = bytes;
  }

  /** Returns the type that a class of storages has, or that safetensors call so, if it is known. */
  static Optional<ElementType> of(String name) {
    return Stream.of(values())
        .filter(type -> type.storage.equals(name) || type.safetensors.equals(name))
        .findFirst();
  }

  int bytes() {
    return bytes;
  }

  /**
   * Reads an element.
   *
   * @param at where it begins, bytes
   */
  abstract float get(ByteBuffer bytes, int at);

  /** Converts a number of half precision, exactly (IEEE 754-2008, section 3.4). */
  private static float ofHalf(short half) {
    int exponent = half >> HALF_FRACTION_BITS & HALF_EXPONENT;
    int fraction = half & (1 << HALF_FRACTION_BITS) - 1;
    float magnitude;
    if (exponent == 0) {
      magnitude = Math.scalb((float) fraction, 1 - HALF_BIAS - HALF_FRACTION_BITS);
    } else if (exponent == HALF_EXPONENT) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      magnitude = Float.intBitsToFloat(exponent - HALF_BIAS + FLOAT_BIAS << FLOAT_FRACTION_BITS
          | fraction << FLOAT_FRACTION_BITS - HALF_FRACTION_BITS);
    }
    return half < 0 ? -magnitude : magnitude;
  }
}

package io.github.hwgptbench.checkpoint;

import io.github.hwgptbench.internal.text.Text;
import java.util.List;

/**
 * A tensor of a checkpoint: a view of a storage, which several tensors may share.
 *
 * @param storageType the class of the storage, such as {@code torch.FloatStorage}, or the type of
 *     the elements as safetensors calls it, such as {@code F32}
 * @param storage the key of the storage
 * @param storageElements how many elements the storage has
 * @param offset the first element's place in the storage
 * @param shape the size of each dimension
 * @param strides how many elements of the storage lie from one element of a dimension to the next
 */
public record CheckpointTensor(
    String storageType,
    String storage,
    long storageElements,
    long offset,
    List<Integer> shape,
    List<Long> strides) {

  private static final int MOST_DIMENSIONS = 8;

  /**
   * Makes a tensor.
   *
   * @throws IllegalArgumentException if it reaches beyond its storage, has a negative size or
   *     stride, more than 8 dimensions, or elements that share a place
   */
  public CheckpointTensor {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
    if (shape.size() != strides.size() || shape.size() > MOST_DIMENSIONS) {
      throw new IllegalArgumentException(Text.format(
          "%d sizes and %d strides; expected equal numbers, at most %d",
          shape.size(), strides.size(), MOST_DIMENSIONS));
    }
    if (offset < 0
        || storageElements < 0
        || shape.stream().anyMatch(size -> size < 0)
        || strides.stream().anyMatch(stride -> stride < 0)) {
      throw new IllegalArgumentException(Text.format(
          "shape %s, strides %s and offset %d in a storage of %d elements; none may be negative",
          shape, strides, offset, storageElements));
    }
    try {
      long span = span(shape, strides);
      if (Math.addExact(offset, span) > storageElements) {
        throw new IllegalArgumentException(Text.format(
            "shape %s, strides %s and offset %d reach beyond its storage of %d elements",
            shape, strides, offset, storageElements));
      }
      if (shape.stream().reduce(1, Math::multiplyExact) > span) {
        throw new IllegalArgumentException(Text.format(
            "elements of shape %s and strides %s overlap; expected distinct places",
            shape, strides));
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          Text.format(
              "shape %s, strides %s and offset %d are too large; allowed: %d elements",
              shape, strides, offset, Integer.MAX_VALUE),
          e);
    }
  }

  /**
   * Returns a tensor that has a storage of its own, the last index fastest.
   *
   * @throws IllegalArgumentException if a size is negative, or there are too many elements or more
   *     than 8 dimensions
   */
  static CheckpointTensor contiguous(String type, String storage, List<Long> sizes) {
    if (sizes.size() > MOST_DIMENSIONS || sizes.stream().anyMatch(size -> size < 0)) {
      throw new IllegalArgumentException(Text.format(
          "shape %s; allowed: at most %d dimensions, none negative",
          sizes.stream().limit(MOST_DIMENSIONS + 1L).toList(), MOST_DIMENSIONS));
    }
    Long[] strides = new Long[sizes.size()];
    long elements = 1;
    try {
      for (int i = strides.length - 1; i >= 0; i--) {
        strides[i] = elements;
        elements = Math.toIntExact(Math.multiplyExact(elements, sizes.get(i)));
      }
      List<Integer> shape = sizes.stream().map(Math::toIntExact).toList();
      return new CheckpointTensor(type, storage, elements, 0, shape, List.of(strides));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          Text.format("shape %s is too large; allowed: %d elements", sizes, Integer.MAX_VALUE), e);
    }
  }

  /** Returns how far the elements reach from the first one to the last, both included. */
  private static long span(List<Integer> shape, List<Long> strides) {
    long last = 0;
    for (int i = 0; i < shape.size(); i++) {
      if (shape.get(i) == 0) {
        return 0;
      }
      last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1L, strides.get(i)));
    }
    return last + 1;
  }

  long span() {
    return span(shape, strides);
  }

  /** Returns the number of elements. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /**
   * Returns whether the elements lie in the storage one after the other, the last index fastest.
   */
  boolean contiguous() {
    long next = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      if (shape.get(i) != 1 && strides.get(i) != next) {
        return false;
      }
      next *= shape.get(i);
    }
    return true;
  }
}

package io.github.hwgptbench.supernet;

import java.util.List;

/**
 * A matrix or a vector of weights of a supernet, and where in the file of weights it is.
 *
 * @param name as the authors of HW-GPT-Bench call it, such as
 *     {@code transformer.h.0.attn.attn.weight}
 * @param shape rows and columns of a matrix (outputs and inputs of a linear layer), or the length
 *     of a vector
 * @param offset where it begins, bytes, a multiple of 64
 */
public record WeightTensor(String name, List<Integer> shape, long offset) {

  /** Makes a tensor. */
  public WeightTensor {
    shape = List.copyOf(shape);
  }

  /** Returns the number of weights. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** Returns the number of bytes that the weights take. */
  public long bytes() {
    return (long) Float.BYTES * size();
  }
}

package io.github.hwgptbench.training;

import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.supernet.WeightTensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Where each tensor of a supernet is among all of its weights, one after another. */
final class FlatWeights {

  /**
   * A tensor.
   *
   * @param from index of its first weight
   */
  record Part(WeightTensor tensor, int from) {

    int size() {
      return tensor.size();
    }

    boolean matrix() {
      return tensor.shape().size() == 2;
    }

    FloatBuffer of(float[] all) {
      return FloatBuffer.wrap(all, from, size());
    }
  }

  private final List<Part> parts = new ArrayList<>();
  private final int size;

  FlatWeights(SupernetShape shape) {
    int from = 0;
    for (WeightTensor tensor : shape.tensors()) {
      parts.add(new Part(tensor, from));
      from = Math.addExact(from, tensor.size());
    }
    size = from;
  }

  List<Part> parts() {
    return parts;
  }

  int size() {
    return size;
  }
}

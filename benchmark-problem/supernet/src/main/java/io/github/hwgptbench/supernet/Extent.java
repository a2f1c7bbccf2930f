package io.github.hwgptbench.supernet;

import java.util.List;

/** What decides how much of a dimension of a tensor a sub-network has. */
enum Extent {
  /** All of it: the number of tokens. */
  VOCABULARY,
  /** The embedding dimension. */
  WIDTH,
  /** Query, key and value of the heads of the layer. */
  PROJECTIONS,
  /** The heads of the layer. */
  HEADS,
  /** The MLP of the layer. */
  HIDDEN;

  /**
   * Returns the extents of the dimensions of a tensor of {@link SupernetShape#tensors()}, or of one
   * more that networks have that gate or whose head is not tied.
   */
  static List<Extent> of(String tensor) {
    if (tensor.equals(SupernetGraph.EMBEDDING) || tensor.equals(SupernetGraph.HEAD)) {
      return List.of(VOCABULARY, WIDTH);
    }
    List<Extent> matrix;
    if (tensor.contains(".attn.attn.")) {
      matrix = List.of(PROJECTIONS, WIDTH);
    } else if (tensor.contains(".attn.proj.")) {
      matrix = List.of(WIDTH, HEADS);
    } else if (tensor.contains(".mlp.fc")) {
      matrix = List.of(HIDDEN, WIDTH);
    } else if (tensor.contains(".mlp.proj.")) {
      matrix = List.of(WIDTH, HIDDEN);
    } else {
      return List.of(WIDTH);
    }
    return tensor.endsWith(".weight") ? matrix : matrix.subList(0, 1);
  }

  /** Returns the layer of a tensor, from 0; -1 if it is of none. */
  static int layer(String tensor) {
    String[] parts = tensor.split("\\.");
    return parts[1].equals("h") ? Integer.parseInt(parts[2]) : -1;
  }

  /** Returns whether a tensor is among those that networks without bias do not have. */
  static boolean isBiasOfLinear(String tensor) {
    return tensor.endsWith(".bias") && (tensor.contains(".attn.") || tensor.contains(".mlp."));
  }
}

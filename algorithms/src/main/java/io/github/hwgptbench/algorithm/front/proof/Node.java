package io.github.hwgptbench.algorithm.front.proof;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a slice, as a file of a proof has it.
 *
 * @param steps what bounds it
 * @param enumerated whether all architectures that the last steps leave are looked at
 * @param split where it is split; null if it is not
 * @param parts two if it is split, else none
 */
record Node(List<Step> steps, boolean enumerated, @Nullable Split split, List<Node> parts) {

  /**
   * Where a node is split: the lower part first, or that which has the choice.
   *
   * @param kind what is split
   * @param index of the metric, the ramp, or the layer
   * @param at the value that both parts begin and end with, or the choice of the layer
   */
  record Split(Kind kind, int index, double at) {}

  /** What nodes are split by. */
  enum Kind {
    /** The value of a metric. */
    METRIC,
    /** The input of a ramp. */
    RAMP,
    /** The choice of a layer. */
    LAYER
  }
}

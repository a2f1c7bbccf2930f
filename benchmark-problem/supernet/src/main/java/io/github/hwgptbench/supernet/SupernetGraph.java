package io.github.hwgptbench.supernet;

import io.github.hwgptbench.onnx.OnnxGraph;
import io.github.hwgptbench.onnx.OnnxGraph.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The graphs that evaluate a supernet. Weights are inputs whose widths are known only when the
 * graph runs, so one graph evaluates all sub-networks of a depth.
 */
final class SupernetGraph {

  /** The first version of the operators that has an exact GELU. */
  static final int OPSET = 20;

  static final String PRODUCER = "hwgptbench";

  /** Tokens, integers [sequences, length]. */
  static final String TOKENS = "tokens";
  /** The output of the last norm, [positions, width], sequence by sequence. */
  static final String HIDDEN = "hidden";
  /** The token that comes next, [positions]. */
  static final String TARGETS = "targets";
  /** Of each position and token, [positions, vocabulary]. */
  static final String LOGITS = "logits";
  /** Cross entropy of each position, nats. */
  static final String LOSS = "loss";
  /** The token that is the most probable, [positions]. */
  static final String PREDICTED = "predicted";

  static final String EMBEDDING = "transformer.wte.weight";
  /** The matrix of the head where it is not the token embedding. */
  static final String HEAD = "lm_head.weight";

  private SupernetGraph() {}

  /** From tokens to what the head sees, for all sub-networks of a depth. */
  static byte[] body(SupernetShape shape, int layers) {
    OnnxGraph graph = inputs("body" + layers, bodyWeights(shape, layers));
    network(shape, shape.bias(), false, graph).body(HIDDEN, layers);
    return graph
        .output(HIDDEN, Type.FLOAT, "positions", "width")
        .toBytes(OPSET, PRODUCER, Map.of());
  }

  /**
   * From tokens to logits, for all networks of a depth and a bias; weights are inputs here too.
   *
   * @param gated whether the MLP has a matrix more, by which it gates; see {@link GptGraph}
   * @param tied whether the head is the token embedding
   */
  static byte[] forward(
      SupernetShape shape, boolean bias, boolean gated, boolean tied, int layers) {
    OnnxGraph graph = inputs("forward" + layers, forwardWeights(bias, gated, tied, layers));
    network(shape, bias, gated, graph).body(HIDDEN, layers);
    return graph
        .node("Gemm", List.of(LOGITS), Map.of("transB", 1L), HIDDEN, tied ? EMBEDDING : HEAD)
        .output(LOGITS, Type.FLOAT, "positions", "vocabulary")
        .toBytes(OPSET, PRODUCER, Map.of());
  }

  private static OnnxGraph inputs(String name, List<String> weights) {
    OnnxGraph graph = new OnnxGraph(name);
    graph.input(TOKENS, Type.INT64, "sequences", "length");
    for (String tensor : weights) {
      Object[] sizes = Extent.of(tensor).size() == 1
          ? new Object[] {tensor + "/outputs"}
          : new Object[] {tensor + "/outputs", tensor + "/inputs"};
      graph.input(tensor, Type.FLOAT, sizes);
    }
    return graph;
  }

  private static GptGraph network(
      SupernetShape shape, boolean bias, boolean gated, OnnxGraph graph) {
    return new GptGraph(shape, bias, gated, OPSET, (own, tensor) -> tensor, graph);
  }

  /** The weights that {@link #body} takes, by name. */
  static List<String> bodyWeights(SupernetShape shape, int layers) {
    return forwardWeights(shape.bias(), false, true, layers);
  }

  /** The weights of a whole network, by name. */
  static List<String> weights(SupernetShape shape, boolean bias, int layers) {
    return forwardWeights(bias, false, shape.layout().tiedHead(), layers);
  }

  /** The weights that {@link #forward} takes, by name. */
  static List<String> forwardWeights(boolean bias, boolean gated, boolean tied, int layers) {
    List<String> parts = gated
        ? List.of("norm_1", "attn.attn", "attn.proj", "norm_2", "mlp.fc_1", "mlp.fc_2", "mlp.proj")
        : List.of("norm_1", "attn.attn", "attn.proj", "norm_2", "mlp.fc", "mlp.proj");
    List<String> names = new ArrayList<>();
    names.add(EMBEDDING);
    for (int layer = 0; layer < layers; layer++) {
      for (String part : parts) {
        names.add(block(layer) + part + ".weight");
        if (bias || part.startsWith("norm")) {
          names.add(block(layer) + part + ".bias");
        }
      }
    }
    names.add("transformer.ln_f.weight");
    names.add("transformer.ln_f.bias");
    if (!tied) {
      names.add(HEAD);
    }
    return names;
  }

  /** What the names of the tensors of a layer begin with. */
  static String block(int layer) {
    return "transformer.h." + layer + ".";
  }

  /**
   * From what the head sees to what is made of it, for all sub-networks. The matrix of the head is
   * called as the token embedding is, which it may be.
   */
  static byte[] head() {
    OnnxGraph graph = new OnnxGraph("head");
    graph.input(HIDDEN, Type.FLOAT, "positions", "width");
    graph.input(EMBEDDING, Type.FLOAT, "vocabulary", "width");
    graph.input(TARGETS, Type.INT64, "positions");
    graph.vector("last", 1);
    graph.node("Gemm", List.of(LOGITS), Map.of("transB", 1L), HIDDEN, EMBEDDING);
    String column = graph.apply("Unsqueeze", TARGETS, "last");
    String logs = graph.apply("LogSoftmax", Map.of("axis", -1L), LOGITS);
    String ofTargets = graph.apply("GatherElements", Map.of("axis", 1L), logs, column);
    graph.node("Neg", LOSS, graph.apply("Squeeze", ofTargets, "last"));
    graph.node("ArgMax", List.of(PREDICTED), Map.of("axis", 1L, "keepdims", 0L), LOGITS);
    return graph
        .output(LOSS, Type.FLOAT, "positions")
        .output(PREDICTED, Type.INT64, "positions")
        .output(LOGITS, Type.FLOAT, "positions", "vocabulary")
        .toBytes(OPSET, PRODUCER, Map.of());
  }
}

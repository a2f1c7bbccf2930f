package io.github.hwgptbench.supernet;

import io.github.hwgptbench.onnx.OnnxGraph;
import io.github.hwgptbench.onnx.OnnxGraph.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The networks of a supernet as ONNX graphs, in operators of the standard alone. Weights are inputs
 * whose widths are known only when the graph runs, so one graph evaluates all sub-networks of a
 * depth.
 */
final class SupernetGraph {

  /** The first version of the operators that has an exact GELU. */
  static final int OPSET = 20;

  static final String PRODUCER = "hwgptbench";

  /** Tokens, whole numbers [sequences, length]. */
  static final String TOKENS = "tokens";
  /** What the last norm says, [positions, width], the positions of one sequence after another. */
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

  private static final float NORM_EPSILON = 1e-5f;
  private static final double ROTARY_BASE = 10_000;

  /** The matrix of the head where it is not the token embedding. */
  static final String HEAD = "lm_head.weight";

  private final SupernetShape shape;
  private final boolean bias;
  private final boolean gated;
  private final OnnxGraph graph;
  /** Sequences and length. */
  private String extent;
  /** Positions, and whatever else a row has. */
  private String rows;
  /** Sequences, length, heads, three, head size. */
  private String heads;

  private String cosines;
  private String sines;
  private String mask;

  private SupernetGraph(SupernetShape shape, boolean bias, boolean gated, String name) {
    this.shape = shape;
    this.bias = bias;
    this.gated = gated;
    graph = new OnnxGraph(name);
  }

  /** From tokens to what the head sees, for all sub-networks of a depth. */
  static byte[] body(SupernetShape shape, int layers) {
    SupernetGraph body = new SupernetGraph(shape, shape.bias(), false, "body" + layers);
    body.blocks(bodyWeights(shape, layers), layers);
    body.graph.output(HIDDEN, Type.FLOAT, "positions", "width");
    return body.graph.toBytes(OPSET, PRODUCER, Map.of());
  }

  /**
   * From tokens to logits, for all networks of a depth and a bias; weights are inputs here too.
   *
   * @param gated whether the MLP has a matrix more, by which it gates: {@code proj(silu(fc_1 x) *
   *     fc_2 x)} (Shazeer, arXiv 2002.05202, equation 6)
   * @param tied whether the head is the token embedding
   */
  static byte[] forward(
      SupernetShape shape, boolean bias, boolean gated, boolean tied, int layers) {
    SupernetGraph forward = new SupernetGraph(shape, bias, gated, "forward" + layers);
    forward.blocks(forwardWeights(bias, gated, tied, layers), layers);
    forward.graph.node(
        "Gemm", List.of(LOGITS), Map.of("transB", 1L), HIDDEN, tied ? EMBEDDING : HEAD);
    forward.graph.output(LOGITS, Type.FLOAT, "positions", "vocabulary");
    return forward.graph.toBytes(OPSET, PRODUCER, Map.of());
  }

  private void blocks(List<String> weights, int layers) {
    graph.input(TOKENS, Type.INT64, "sequences", "length");
    weights.forEach(this::weightInput);
    String x = embed();
    for (int layer = 0; layer < layers; layer++) {
      x = block(x, "transformer.h." + layer + ".");
    }
    norm(HIDDEN, x, "transformer.ln_f");
  }

  /** The weights that {@link #body} takes, by name. */
  static List<String> bodyWeights(SupernetShape shape, int layers) {
    return forwardWeights(shape.bias(), false, true, layers);
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
        String name = "transformer.h." + layer + "." + part;
        names.add(name + ".weight");
        if (bias || part.startsWith("norm")) {
          names.add(name + ".bias");
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

  /** From what the head sees to what is made of it, for all sub-networks. */
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

  private void weightInput(String name) {
    boolean vector = name.endsWith(".bias") || name.contains("norm_") || name.contains("ln_f");
    if (vector) {
      graph.input(name, Type.FLOAT, name + "/outputs");
    } else {
      graph.input(name, Type.FLOAT, name + "/outputs", name + "/inputs");
    }
  }

  /** Adds what all blocks share, and returns the embeddings of all positions. */
  private String embed() {
    graph.vector("zero", 0).vector("any", -1).scalar("diagonal", 1);
    graph.scalar("infinity", Float.NEGATIVE_INFINITY);
    graph.scalar("scale", (float) (1 / Math.sqrt(shape.headSize())));
    graph.vector("ofHead", -1, 3, shape.headSize());
    String flat = graph.apply("Reshape", TOKENS, "any");
    extent = graph.apply("Shape", TOKENS);
    rows = graph.apply("Concat", Map.of("axis", 0L), graph.apply("Shape", flat), "any");
    heads = graph.apply("Concat", Map.of("axis", 0L), extent, "ofHead");
    String length = graph.apply("Shape", Map.of("start", 1L), TOKENS);
    String square = graph.apply("Concat", Map.of("axis", 0L), length, length);
    mask = graph.apply(
        "Trilu", Map.of("upper", 1L), graph.apply("Expand", "infinity", square), "diagonal");
    if (shape.rotaryDims() > 0) {
      rotation(length);
    }
    return graph.apply("Gather", Map.of("axis", 0L), EMBEDDING, flat);
  }

  /** Angles are rounded to float32 as the authors' training does; it shows at far positions. */
  private void rotation(String length) {
    int pairs = shape.rotaryDims() / 2;
    float[][] cosine = new float[shape.blockSize()][pairs];
    float[][] sine = new float[shape.blockSize()][pairs];
    for (int position = 0; position < cosine.length; position++) {
      for (int pair = 0; pair < pairs; pair++) {
        float frequency =
            (float) (1 / StrictMath.pow(ROTARY_BASE, 2.0 * pair / shape.rotaryDims()));
        float angle = position * frequency;
        cosine[position][pair] = (float) StrictMath.cos(angle);
        sine[position][pair] = (float) StrictMath.sin(angle);
      }
    }
    graph.matrix("allCosines", cosine).matrix("allSines", sine);
    cosines = graph.apply("Slice", "allCosines", "zero", length, "zero");
    sines = graph.apply("Slice", "allSines", "zero", length, "zero");
  }

  private String block(String x, String name) {
    String attended = attention(norm(x, name + "norm_1"), name);
    String active = active(norm(x, name + "norm_2"), name);
    String mlp = linear(active, name + "mlp.proj");
    return graph.apply("Add", graph.apply("Add", mlp, attended), x);
  }

  private String active(String x, String name) {
    if (gated) {
      String gate = linear(x, name + "mlp.fc_1");
      String silu = graph.apply("Mul", gate, graph.apply("Sigmoid", gate));
      return graph.apply("Mul", silu, linear(x, name + "mlp.fc_2"));
    }
    return graph.apply("Gelu", Map.of("approximate", "none"), linear(x, name + "mlp.fc"));
  }

  private String attention(String x, String name) {
    String byHead = graph.apply("Reshape", linear(x, name + "attn.attn"), heads);
    String byPart = graph.apply("Transpose", Map.of("perm", new long[] {3, 0, 2, 1, 4}), byHead);
    List<String> parts = graph.apply("Split", 2, Map.of("axis", 0L), byPart, constant(2, 1));
    String value = graph.apply("Squeeze", parts.get(1), "zero");
    List<String> turned =
        graph.apply("Split", 2, Map.of("axis", 0L), rotate(parts.get(0)), constant(1, 1));
    String query = graph.apply("Mul", graph.apply("Squeeze", turned.get(0), "zero"), "scale");
    String key = graph.apply("Squeeze", turned.get(1), "zero");
    String keys = graph.apply("Transpose", Map.of("perm", new long[] {0, 1, 3, 2}), key);
    String scores = graph.apply("Add", graph.apply("MatMul", query, keys), mask);
    String weights = graph.apply("Softmax", Map.of("axis", -1L), scores);
    String mixed = graph.apply("MatMul", weights, value);
    String inOrder = graph.apply("Transpose", Map.of("perm", new long[] {0, 2, 1, 3}), mixed);
    return linear(graph.apply("Reshape", inOrder, rows), name + "attn.proj");
  }

  /** Turns the first dimensions of each head by an angle that grows with the position. */
  private String rotate(String x) {
    int pairs = shape.rotaryDims() / 2;
    if (pairs == 0) {
      return x;
    }
    int rest = shape.headSize() - 2 * pairs;
    List<String> parts = rest == 0
        ? graph.apply("Split", 2, Map.of("axis", -1L), x, constant(pairs, pairs))
        : graph.apply("Split", 3, Map.of("axis", -1L), x, constant(pairs, pairs, rest));
    String a = parts.get(0);
    String b = parts.get(1);
    List<String> turned = new ArrayList<>(parts);
    turned.set(0, graph.apply("Sub", graph.apply("Mul", a, cosines), graph.apply("Mul", b, sines)));
    turned.set(1, graph.apply("Add", graph.apply("Mul", b, cosines), graph.apply("Mul", a, sines)));
    return graph.apply("Concat", Map.of("axis", -1L), turned.toArray(String[]::new));
  }

  private String norm(String x, String name) {
    return graph.apply("LayerNormalization", normAttributes(), x, name + ".weight", name + ".bias");
  }

  private void norm(String output, String x, String name) {
    graph.node(
        "LayerNormalization",
        List.of(output),
        normAttributes(),
        x,
        name + ".weight",
        name + ".bias");
  }

  private static Map<String, Object> normAttributes() {
    return Map.of("axis", -1L, "epsilon", NORM_EPSILON);
  }

  private String linear(String x, String name) {
    Map<String, Object> transposed = Map.of("transB", 1L);
    return bias
        ? graph.apply("Gemm", transposed, x, name + ".weight", name + ".bias")
        : graph.apply("Gemm", transposed, x, name + ".weight");
  }

  private String constant(long... values) {
    return graph.apply("Constant", Map.of("value_ints", values));
  }
}

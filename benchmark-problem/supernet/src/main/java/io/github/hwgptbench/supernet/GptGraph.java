package io.github.hwgptbench.supernet;

import io.github.hwgptbench.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Puts the parts of a network of a supernet into ONNX graphs, in operators of the standard alone.
 */
final class GptGraph {

  private static final Map<String, Object> NORM = Map.of("axis", -1L, "epsilon", 1e-5f);
  private static final String LAST_NORM = "transformer.ln_f";

  private final SupernetShape shape;
  private final boolean bias;
  private final boolean gated;
  private final int opset;
  private final Weights weights;
  private final OnnxGraph graph;
  private final Common common;

  /** Says what value of a graph the weights of a tensor are. */
  @FunctionalInterface
  interface Weights {

    /** Returns the name of the value, which it may have to make first. */
    String of(OnnxGraph graph, String tensor);
  }

  /** What all blocks share, by the names of the values. */
  private static final class Common {

    /** Sequences and length. */
    private String extent = "";
    /** Positions, and whatever else a row has. */
    private String rows = "";
    /** Sequences, length, heads, three, head size. */
    private String heads = "";

    private String cosines = "";
    private String sines = "";
    private String mask = "";
  }

  /**
   * Begins a network.
   *
   * @param bias whether linear layers have biases
   * @param gated whether the MLP has a matrix more, by which it gates: {@code proj(silu(fc_1 x) *
   *     fc_2 x)} (Shazeer, arXiv 2002.05202, equation 6)
   * @param opset version of the operators, 17 or more; those that it lacks are made of others
   */
  GptGraph(
      SupernetShape shape,
      boolean bias,
      boolean gated,
      int opset,
      Weights weights,
      OnnxGraph graph) {
    this(shape, bias, gated, opset, weights, graph, new Common());
  }

  private GptGraph(
      SupernetShape shape,
      boolean bias,
      boolean gated,
      int opset,
      Weights weights,
      OnnxGraph graph,
      Common common) {
    this.shape = shape;
    this.bias = bias;
    this.gated = gated;
    this.opset = opset;
    this.weights = weights;
    this.graph = graph;
    this.common = common;
  }

  /** Returns what adds to a branch of the graph, which sees the values of it. */
  GptGraph branch(OnnxGraph branch) {
    return new GptGraph(shape, bias, gated, opset, weights, branch, common);
  }

  /**
   * Adds all of it up to the norm after the last block.
   *
   * @param hidden name of its output, [positions, width]
   */
  void body(String hidden, int layers) {
    String x = embed();
    for (int layer = 0; layer < layers; layer++) {
      x = block(x, layer);
    }
    lastNorm(hidden, x);
  }

  /** Adds the logits of all positions, [sequences, length, vocabulary]. */
  void logits(String output, String hidden) {
    String flat = graph.apply("Gemm", Map.of("transB", 1L), hidden, weight(shape.head()));
    String all = graph.apply("Concat", Map.of("axis", 0L), common.extent, "any");
    graph.node("Reshape", output, flat, all);
  }

  /** Adds what all blocks share, and returns the embeddings of all positions. */
  String embed() {
    graph.vector("zero", 0).vector("last", 1).vector("any", -1);
    graph.vector(
        "positions", IntStream.range(0, shape.blockSize()).asLongStream().toArray());
    graph.scalar("unmasked", 0f).scalar("masked", Float.NEGATIVE_INFINITY);
    graph.scalar("scale", (float) (1 / Math.sqrt(shape.headSize())));
    graph.vector("ofHead", -1, 3, shape.headSize());
    String flat = graph.apply("Reshape", SupernetGraph.TOKENS, "any");
    common.extent = graph.apply("Shape", SupernetGraph.TOKENS);
    common.rows = graph.apply("Concat", Map.of("axis", 0L), graph.apply("Shape", flat), "any");
    common.heads = graph.apply("Concat", Map.of("axis", 0L), common.extent, "ofHead");
    String length = graph.apply("Shape", Map.of("start", 1L), SupernetGraph.TOKENS);
    String positions = graph.apply("Slice", "positions", "zero", length, "zero");
    String rows = graph.apply("Unsqueeze", positions, "last");
    String later = graph.apply("Less", rows, positions);
    common.mask = graph.apply("Where", later, "masked", "unmasked");
    if (shape.rotaryDims() > 0) {
      rotation(length);
    }
    return graph.apply("Gather", Map.of("axis", 0L), weight(SupernetGraph.EMBEDDING), flat);
  }

  /** Angles are rounded to float32 as the authors' training does; it shows at far positions. */
  private void rotation(String length) {
    int pairs = shape.rotaryDims() / 2;
    float[][] cosine = new float[shape.blockSize()][pairs];
    float[][] sine = new float[shape.blockSize()][pairs];
    for (int position = 0; position < cosine.length; position++) {
      for (int pair = 0; pair < pairs; pair++) {
        double power = 2.0 * pair / shape.rotaryDims();
        float frequency = (float) (1 / StrictMath.pow(shape.layout().rotaryBase(), power));
        float angle = position * frequency;
        cosine[position][pair] = (float) StrictMath.cos(angle);
        sine[position][pair] = (float) StrictMath.sin(angle);
      }
    }
    graph.matrix("allCosines", cosine).matrix("allSines", sine);
    common.cosines = graph.apply("Slice", "allCosines", "zero", length, "zero");
    common.sines = graph.apply("Slice", "allSines", "zero", length, "zero");
  }

  /** Adds the block of a layer, from 0, and returns what it makes of the embeddings. */
  String block(String x, int layer) {
    String name = SupernetGraph.block(layer);
    String attended = attention(norm(x, name + "norm_1"), name);
    if (shape.layout().parallelResidual()) {
      return graph.apply("Add", graph.apply("Add", mlp(x, name), attended), x);
    }
    String y = graph.apply("Add", attended, x);
    return graph.apply("Add", mlp(y, name), y);
  }

  private String mlp(String x, String name) {
    return linear(active(norm(x, name + "norm_2"), name), name + "mlp.proj");
  }

  private String active(String x, String name) {
    if (gated) {
      String gate = linear(x, name + "mlp.fc_1");
      String silu = graph.apply("Mul", gate, graph.apply("Sigmoid", gate));
      return graph.apply("Mul", silu, linear(x, name + "mlp.fc_2"));
    }
    return gelu(linear(x, name + "mlp.fc"));
  }

  private String gelu(String x) {
    boolean tanh = shape.layout().tanhGelu();
    if (opset >= SupernetGraph.OPSET) {
      return graph.apply("Gelu", Map.of("approximate", tanh ? "tanh" : "none"), x);
    }
    String odd = tanh ? tanhOfGelu(x) : erfOfGelu(x);
    String doubled = graph.apply("Mul", x, graph.apply("Add", odd, constant(1f)));
    return graph.apply("Mul", doubled, constant(0.5f));
  }

  private String erfOfGelu(String x) {
    return graph.apply("Erf", graph.apply("Mul", x, constant((float) Math.sqrt(0.5))));
  }

  private String tanhOfGelu(String x) {
    String cube = graph.apply("Mul", x, graph.apply("Mul", x, x));
    String sum = graph.apply("Add", x, graph.apply("Mul", cube, constant(0.044715f)));
    return graph.apply("Tanh", graph.apply("Mul", sum, constant((float) Math.sqrt(2 / Math.PI))));
  }

  private String attention(String x, String name) {
    String byHead = graph.apply("Reshape", linear(x, name + "attn.attn"), common.heads);
    String byPart = graph.apply("Transpose", Map.of("perm", new long[] {3, 0, 2, 1, 4}), byHead);
    List<String> parts = graph.apply("Split", 2, Map.of("axis", 0L), byPart, constant(2, 1));
    String value = graph.apply("Squeeze", parts.get(1), "zero");
    List<String> turned =
        graph.apply("Split", 2, Map.of("axis", 0L), rotate(parts.get(0)), constant(1, 1));
    String query = graph.apply("Mul", graph.apply("Squeeze", turned.get(0), "zero"), "scale");
    String key = graph.apply("Squeeze", turned.get(1), "zero");
    String keys = graph.apply("Transpose", Map.of("perm", new long[] {0, 1, 3, 2}), key);
    String scores = graph.apply("Add", graph.apply("MatMul", query, keys), common.mask);
    String weights = graph.apply("Softmax", Map.of("axis", -1L), scores);
    String mixed = graph.apply("MatMul", weights, value);
    String inOrder = graph.apply("Transpose", Map.of("perm", new long[] {0, 2, 1, 3}), mixed);
    return linear(graph.apply("Reshape", inOrder, common.rows), name + "attn.proj");
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
    turned.set(
        0,
        graph.apply(
            "Sub", graph.apply("Mul", a, common.cosines), graph.apply("Mul", b, common.sines)));
    turned.set(
        1,
        graph.apply(
            "Add", graph.apply("Mul", b, common.cosines), graph.apply("Mul", a, common.sines)));
    return graph.apply("Concat", Map.of("axis", -1L), turned.toArray(String[]::new));
  }

  private String norm(String x, String name) {
    return graph.apply(
        "LayerNormalization", NORM, x, weight(name + ".weight"), weight(name + ".bias"));
  }

  /** Adds the norm after the last block. */
  void lastNorm(String output, String x) {
    graph.node(
        "LayerNormalization",
        List.of(output),
        NORM,
        x,
        weight(LAST_NORM + ".weight"),
        weight(LAST_NORM + ".bias"));
  }

  private String linear(String x, String name) {
    Map<String, Object> transposed = Map.of("transB", 1L);
    return bias
        ? graph.apply("Gemm", transposed, x, weight(name + ".weight"), weight(name + ".bias"))
        : graph.apply("Gemm", transposed, x, weight(name + ".weight"));
  }

  private String weight(String tensor) {
    return weights.of(graph, tensor);
  }

  private String constant(float value) {
    return graph.apply("Constant", Map.of("value_float", value));
  }

  private String constant(long... values) {
    return graph.apply("Constant", Map.of("value_ints", values));
  }
}

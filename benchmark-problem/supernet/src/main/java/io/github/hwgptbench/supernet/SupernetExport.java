package io.github.hwgptbench.supernet;

import io.github.hwgptbench.onnx.OnnxGraph;
import io.github.hwgptbench.onnx.OnnxGraph.Type;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Writes ONNX files for other runtimes and languages: a complete supernet, whose inputs select the
 * sub-network, or one sub-network with its inherited weights.
 *
 * <p>Both have the input {@code tokens}, 64-bit integers [sequences, length], and the output
 * {@code logits}, [sequences, length, vocabulary]. Further inputs of a supernet are the
 * architecture: {@code embed_dim} and {@code n_layer}, 64-bit integers [1], {@code n_head} and
 * {@code mlp_ratio} [maximum number of layers], whose values for inactive layers are ignored, and
 * {@code bias}, boolean [1], if architectures of the space may have biases. {@code Slice} takes the
 * weights and {@code If} skips inactive layers. Runs with an architecture outside the space, or
 * with more tokens than the block size of the supernet, fail in runtimes that check the bounds of
 * indices, as ONNX Runtime does on CPUs.
 *
 * <p>ONNX files are limited to 2 GB. Larger weights are written to a file beside it with the suffix
 * {@code .data}, as external data of ONNX.
 */
public final class SupernetExport {

  /** The first version with layer norms; onnx2torch lacks operators of later ones. */
  private static final int OPSET = 17;

  /** What a file of the format may have, less room for the graph. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - (64L << 20);

  private final SupernetWeights weights;
  private final long most;

  /** Exports networks of a supernet. */
  public SupernetExport(SupernetWeights weights) {
    this(weights, MOST_BYTES);
  }

  /** With another limit of what fits into a file, bytes. */
  SupernetExport(SupernetWeights weights, long most) {
    this.weights = weights;
    this.most = most;
  }

  /**
   * Writes the supernet.
   *
   * @param file where to; replaced if it is there
   * @throws IOException if it can't be written
   */
  public void writeSupernet(Path file) throws IOException {
    SupernetShape shape = weights.shape();
    OnnxGraph graph = new OnnxGraph("supernet");
    graph.input(SupernetGraph.TOKENS, Type.INT64, "sequences", "length");
    RunTimeSlices slices = new RunTimeSlices(shape, graph);
    GptGraph network = new GptGraph(shape, shape.bias(), false, OPSET, slices, graph);
    String x = network.embed();
    for (int layer = 0; layer < shape.layers(); layer++) {
      OnnxGraph with = new OnnxGraph("with" + layer);
      with.output(network.branch(with).block(x, layer), Type.FLOAT, "positions", "width");
      OnnxGraph without = new OnnxGraph("without" + layer);
      without.output(without.apply("Identity", x), Type.FLOAT, "positions", "width");
      graph.vector("index" + layer, layer);
      x = graph.apply(
          "If",
          Map.of("then_branch", with, "else_branch", without),
          graph.apply("Less", "index" + layer, slices.of(RunTimeSlices.LAYERS)));
    }
    network.lastNorm(SupernetGraph.HIDDEN, x);
    write(file, graph, network, shape.space().largest());
  }

  /**
   * Writes one network.
   *
   * @param file where to; replaced if it is there
   * @throws IllegalArgumentException if the architecture is not of the space of the supernet
   * @throws IOException if it can't be written
   */
  public void writeNetwork(Architecture architecture, Path file) throws IOException {
    SupernetShape shape = weights.shape();
    shape.space().encode(architecture);
    OnnxGraph graph = new OnnxGraph("network");
    graph.input(SupernetGraph.TOKENS, Type.INT64, "sequences", "length");
    GptGraph network =
        new GptGraph(shape, architecture.bias(), false, OPSET, (own, tensor) -> tensor, graph);
    network.body(SupernetGraph.HIDDEN, architecture.layers());
    write(file, graph, network, architecture);
  }

  /**
   * Returns the files that an export writes: the file, and the one of the weights beside it where
   * they do not fit.
   *
   * @param architecture the network; the largest of the space for the supernet
   * @since 0.2.0
   */
  public List<Path> files(Architecture architecture, Path file) {
    return bytes(architecture) > most ? List.of(file, data(file)) : List.of(file);
  }

  private static Path data(Path file) {
    return file.resolveSibling(file.getFileName() + ".data");
  }

  private void write(Path file, OnnxGraph graph, GptGraph network, Architecture architecture)
      throws IOException {
    network.logits(SupernetGraph.LOGITS, SupernetGraph.HIDDEN);
    graph.output(
        SupernetGraph.LOGITS, Type.FLOAT, "sequences", "length", weights.shape().vocabulary());
    Path data = data(file);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Path dataPart = file.resolveSibling(data.getFileName() + ".part");
    try {
      boolean beside = bytes(architecture) > most;
      if (beside) {
        addBeside(graph, architecture, dataPart, data.getFileName().toString());
      } else {
        Slices slices = new Slices(weights);
        tensors(architecture)
            .forEach(tensor -> graph.tensor(
                tensor, slices.values(tensor, architecture), slices.size(tensor, architecture)));
      }
      try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(part))) {
        graph.write(to, OPSET, SupernetGraph.PRODUCER, weights.provenance(architecture));
      }
      if (beside) {
        Files.move(dataPart, data, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
      Files.deleteIfExists(dataPart);
    }
  }

  private List<String> tensors(Architecture architecture) {
    return SupernetGraph.weights(weights.shape(), architecture.bias(), architecture.layers());
  }

  private long bytes(Architecture architecture) {
    Slices slices = new Slices(weights);
    long floats = 0;
    for (String tensor : tensors(architecture)) {
      long[] size = slices.size(tensor, architecture);
      floats += size[0] * (size.length == 1 ? 1 : size[1]);
    }
    return Float.BYTES * floats;
  }

  private void addBeside(OnnxGraph graph, Architecture architecture, Path to, String name)
      throws IOException {
    Slices slices = new Slices(weights);
    try (FileChannel channel = FileChannel.open(
        to,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE)) {
      for (String tensor : tensors(architecture)) {
        graph.external(tensor, name, channel.position(), slices.size(tensor, architecture));
        FloatBuffer values = slices.values(tensor, architecture);
        ByteBuffer bytes = ByteBuffer.allocateDirect(Float.BYTES * values.remaining())
            .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    }
  }

  /** Cuts weights when the graph runs, by the architecture that is given to it. */
  private static final class RunTimeSlices implements GptGraph.Weights {

    private static final String BIAS = "bias";
    private static final String WIDTH = "embed_dim";
    private static final String LAYERS = "n_layer";
    private static final String HEADS = "n_head";
    private static final String RATIOS = "mlp_ratio";

    private final OnnxGraph root;
    /** Of what is cut once for all, since several blocks need it. */
    private final Map<String, String> cut = new HashMap<>();
    /** The inputs, once they are known to be of the space. */
    private final Map<String, String> checked = new HashMap<>();

    RunTimeSlices(SupernetShape shape, OnnxGraph root) {
      this.root = root;
      SearchSpace space = shape.space();
      root.vector("begin", 0).vector("begins", 0, 0).vector("vocabulary", shape.vocabulary());
      root.vector("headSize", shape.headSize()).vector("three", 3).vector("one", 1);
      root.vector("layers", IntStream.range(0, shape.layers()).asLongStream().toArray());
      root.input(WIDTH, Type.INT64, 1).input(LAYERS, Type.INT64, 1);
      root.input(HEADS, Type.INT64, shape.layers()).input(RATIOS, Type.INT64, shape.layers());
      check(WIDTH, WIDTH, space.embedDims(), "one");
      check(LAYERS, LAYERS, space.layerCounts(), "one");
      String active = cast(root.apply("Less", "layers", of(LAYERS)), Type.INT64);
      check(HEADS, HEADS, space.headCounts(), active);
      check(RATIOS, RATIOS, space.mlpRatios(), active);
      if (shape.bias()) {
        root.input(BIAS, Type.BOOL, 1);
        List<Integer> biases = space.biases().stream().map(bias -> bias ? 1 : 0).toList();
        check(BIAS, cast(BIAS, Type.INT64), biases, "one");
        checked.put(BIAS, cast(of(BIAS), Type.FLOAT));
      }
    }

    /** Returns an input that is known to be of the space. */
    String of(String input) {
      return Objects.requireNonNull(checked.get(input));
    }

    /**
     * Lets a run fail whose input is not of the space: an index is then beyond a vector of one
     * number, which is a factor of the values that are used.
     *
     * @param active 1 or 0 for each value: whether it matters
     */
    private void check(String input, String values, List<Integer> choices, String active) {
      String allowed = input + "/choices";
      root.vector(allowed, choices.stream().mapToLong(Integer::longValue).toArray());
      String equal = root.apply("Equal", root.apply("Unsqueeze", values, "one"), allowed);
      String found = root.apply(
          "ReduceMax", Map.of("axes", new long[] {1}, "keepdims", 0L), cast(equal, Type.INT64));
      String wrong = root.apply("Mul", root.apply("Sub", "one", found), active);
      String right = input + "_must_be_of_the_space";
      root.node("Gather", right, "one", wrong);
      checked.put(input, root.apply("Mul", values, right));
    }

    private String cast(String value, Type type) {
      return root.apply("Cast", Map.of("to", type.number()), value);
    }

    @Override
    public String of(OnnxGraph graph, String tensor) {
      if (tensor.equals(SupernetGraph.EMBEDDING)) {
        return cut.computeIfAbsent(tensor, missing -> slice(root, missing));
      }
      String slice = slice(graph, tensor);
      return Extent.isBiasOfLinear(tensor) ? graph.apply("Mul", slice, of(BIAS)) : slice;
    }

    private String slice(OnnxGraph graph, String tensor) {
      int layer = Extent.layer(tensor);
      String[] ends = Extent.of(tensor).stream()
          .map(extent -> size(graph, extent, layer))
          .toArray(String[]::new);
      return ends.length == 1
          ? graph.apply("Slice", tensor, "begin", ends[0])
          : graph.apply("Slice", tensor, "begins", graph.apply("Concat", Map.of("axis", 0L), ends));
    }

    private String size(OnnxGraph graph, Extent extent, int layer) {
      return switch (extent) {
        case VOCABULARY -> "vocabulary";
        case WIDTH -> of(WIDTH);
        case PROJECTIONS -> graph.apply("Mul", size(graph, Extent.HEADS, layer), "three");
        case HEADS -> graph.apply("Mul", ofLayer(graph, HEADS, layer), "headSize");
        case HIDDEN -> graph.apply("Mul", ofLayer(graph, RATIOS, layer), of(WIDTH));
      };
    }

    private String ofLayer(OnnxGraph graph, String input, int layer) {
      return graph.apply("Gather", of(input), "index" + layer);
    }
  }
}

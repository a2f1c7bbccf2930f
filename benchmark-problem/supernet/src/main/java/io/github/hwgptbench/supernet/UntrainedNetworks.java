package io.github.hwgptbench.supernet;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.hwgptbench.onnx.OnnxRuntime;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.NetworkDesign;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.usage.UsageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Networks with random weights, to measure the time of a forward pass from tokens to the logits of
 * all positions. Weights have the sizes of trained ones and separate places in memory; only the
 * predictions are meaningless.
 *
 * <pre>{@code
 * try (UntrainedNetworks networks = UntrainedNetworks.of(space, 1, 1024, 2, random);
 *     UntrainedNetworks.Network network = networks.load(space.largest())) {
 *   network.run();
 * }
 * }</pre>
 *
 * <p>For one thread, and one network at a time.
 */
public final class UntrainedNetworks implements AutoCloseable {

  /** Of each head; the authors' configurations of profiling and of training differ in it. */
  private static final double PROFILED_ROTARY_FRACTION = 0.25;

  private static final double TRAINED_ROTARY_FRACTION = 0.5;

  /** As large as weights are when training begins. */
  private static final float SCALE = 0.02f;

  private final SupernetShape shape;
  private final @Nullable Architecture only;
  private final boolean gated;
  private final boolean tied;
  private final int batch;
  private final int length;
  private final int threads;
  private final LongBuffer tokens;
  private final FloatBuffer logits;
  private final Map<String, FloatBuffer> weights = new HashMap<>();
  private final Map<String, OrtSession> sessions = new TreeMap<>();

  UntrainedNetworks(
      SupernetShape shape,
      @Nullable Architecture only,
      boolean gated,
      boolean tied,
      int batch,
      int length,
      int threads,
      RandomGenerator random) {
    if (length < 1 || length > shape.blockSize()) {
      throw UsageException.of(
          "Sequences of %d tokens; allowed: 1 to %d", length, shape.blockSize());
    }
    long most = Integer.MAX_VALUE / Float.BYTES / ((long) length * shape.vocabulary());
    if (batch < 1 || batch > most) {
      throw UsageException.of(
          "%d sequences at once, of %d tokens; allowed: 1 to %d", batch, length, most);
    }
    if (threads < 1) {
      throw UsageException.of("%d threads; allowed: 1 or more", threads);
    }
    this.shape = shape;
    this.only = only;
    this.gated = gated;
    this.tied = tied;
    this.batch = batch;
    this.length = length;
    this.threads = threads;
    tokens = ByteBuffer.allocateDirect(batch * length * Long.BYTES)
        .order(ByteOrder.nativeOrder())
        .asLongBuffer();
    for (int i = 0; i < tokens.capacity(); i++) {
      tokens.put(i, random.nextInt(shape.vocabulary()));
    }
    logits = Slices.direct(batch * length * shape.vocabulary());
    Architecture full = only == null ? shape.space().largest() : only;
    boolean bias = only == null ? shape.bias() : only.bias();
    for (String name : SupernetGraph.forwardWeights(bias, gated, tied, full.layers())) {
      weights.put(name, random(Slices.size(name, full, shape), random));
    }
  }

  private static FloatBuffer random(long[] size, RandomGenerator random) {
    FloatBuffer values = Slices.direct((int) (size[0] * (size.length > 1 ? size[1] : 1)));
    for (int i = 0; i < values.capacity(); i++) {
      values.put(i, SCALE * (random.nextFloat() - 0.5f));
    }
    return values;
  }

  /**
   * Returns networks with the design of a space.
   *
   * @param batch sequences at once
   * @param length tokens of each, at most as many as the design has
   * @param threads number of threads per network
   * @param random draws weights and tokens
   * @throws IllegalArgumentException if a number is out of its range, or the logits would exceed 2
   *     GiB
   */
  public static UntrainedNetworks of(
      SearchSpace space, int batch, int length, int threads, RandomGenerator random) {
    return of(space, null, batch, length, threads, random);
  }

  /**
   * Returns one network with the design of a space, which takes as much memory as its own weights
   * need and no more.
   *
   * @param architecture the only one that can be loaded
   * @param batch sequences at once
   * @param length tokens of each, at most as many as the design has
   * @param threads number of threads of the network
   * @param random draws weights and tokens
   * @throws IllegalArgumentException if the architecture is not of the space, a number is out of
   *     its range, or the logits would exceed 2 GiB
   * @since 0.2.0
   */
  public static UntrainedNetworks ofOne(
      SearchSpace space,
      Architecture architecture,
      int batch,
      int length,
      int threads,
      RandomGenerator random) {
    space.encode(architecture);
    return of(space, architecture, batch, length, threads, random);
  }

  private static UntrainedNetworks of(
      SearchSpace space,
      @Nullable Architecture only,
      int batch,
      int length,
      int threads,
      RandomGenerator random) {
    NetworkDesign design = space.design();
    SupernetShape shape = new SupernetShape(
        space,
        design.vocabulary(),
        design.headSize(),
        design.tiedHead() ? TRAINED_ROTARY_FRACTION : PROFILED_ROTARY_FRACTION,
        design.sequenceLength());
    boolean gated = design.mlpMatrices() == 3;
    return new UntrainedNetworks(
        shape, only, gated, design.tiedHead(), batch, length, threads, random);
  }

  /** A network that is ready to run. */
  public final class Network implements AutoCloseable {

    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs = new HashMap<>();
    private final Map<String, OnnxTensor> outputs = new HashMap<>();

    private Network(Architecture architecture) throws OrtException {
      session = session(architecture.layers(), architecture.bias());
      OrtEnvironment environment = OnnxRuntime.environment();
      inputs.put(
          SupernetGraph.TOKENS,
          OnnxTensor.createTensor(environment, tokens.duplicate(), new long[] {batch, length}));
      for (String name :
          SupernetGraph.forwardWeights(architecture.bias(), gated, tied, architecture.layers())) {
        long[] size = Slices.size(name, architecture, shape);
        int count = (int) (size[0] * (size.length > 1 ? size[1] : 1));
        // Which of the random numbers it gets does not matter, so those that lie together.
        FloatBuffer some = weights(name).position(0).limit(count);
        inputs.put(name, OnnxTensor.createTensor(environment, some, size));
      }
      long positions = (long) batch * length;
      outputs.put(
          SupernetGraph.LOGITS,
          OnnxTensor.createTensor(
              environment, logits.duplicate(), new long[] {positions, shape.vocabulary()}));
    }

    /** Runs it forward once. */
    public void run() {
      try {
        session.run(inputs, outputs).close();
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime can't run a network", e);
      }
    }

    @Override
    public void close() {
      inputs.values().forEach(OnnxValue::close);
      outputs.values().forEach(OnnxValue::close);
    }
  }

  /**
   * Returns the network of an architecture. The caller closes it before the next call.
   *
   * @throws IllegalArgumentException if the architecture is not of the space, or there are weights
   *     of another one only
   */
  public Network load(Architecture architecture) {
    if (only != null && !only.equals(architecture)) {
      throw UsageException.of(
          "Network %s; allowed: %s, which alone has weights", architecture, only);
    }
    shape.space().encode(architecture);
    try {
      return new Network(architecture);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime can't take the weights of a network", e);
    }
  }

  private OrtSession session(int layers, boolean bias) {
    return sessions.computeIfAbsent(
        layers + " " + bias,
        missing ->
            OnnxRuntime.session(SupernetGraph.forward(shape, bias, gated, tied, layers), threads));
  }

  /** Returns all that there is of a tensor; a network takes what it needs from the beginning. */
  FloatBuffer weights(String name) {
    return Objects.requireNonNull(weights.get(name)).duplicate();
  }

  /** Returns the output of the last run: per position one logit per token of the vocabulary. */
  FloatBuffer logits() {
    return logits.duplicate();
  }

  /** Releases native memory. */
  @Override
  public void close() {
    try {
      for (OrtSession session : sessions.values()) {
        session.close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime can't close a session", e);
    }
  }
}

package io.github.hwgptbench.supernet;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.onnx.OnnxRuntime;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.usage.UsageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A sub-network of a supernet with its inherited weights. Thread-safe until it is closed. */
public final class SubNetwork implements AutoCloseable {

  /** Positions per run of the head, whose logits are large. */
  private static final int HEAD_POSITIONS = 512;

  private final Supernet supernet;
  private final OrtSession body;
  private final Architecture architecture;
  private final Map<String, OnnxTensor> weights;

  SubNetwork(
      Supernet supernet,
      OrtSession body,
      Architecture architecture,
      Map<String, OnnxTensor> weights) {
    this.supernet = supernet;
    this.body = body;
    this.architecture = architecture;
    this.weights = weights;
  }

  /** Returns the architecture. */
  public Architecture architecture() {
    return architecture;
  }

  /**
   * Returns the logits of the next token at every position of a sequence.
   *
   * @param tokens at least one, at most the block size of the supernet
   * @return one row per position with one logit per token of the vocabulary
   * @throws IllegalArgumentException if there are too few or too many tokens, or one is beyond the
   *     vocabulary
   */
  public float[][] logits(int[] tokens) {
    checkLength(tokens.length);
    checkTokens(tokens);
    float[][] logits = new float[tokens.length][];
    run(new int[][] {tokens}, tokens.length, (first, hidden, rows) -> {
      try (OnnxTensor targets = tensor(new int[rows]);
          OrtSession.Result result =
              supernet.head().run(headFeed(hidden, targets), Set.of(SupernetGraph.LOGITS))) {
        FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
        for (int row = 0; row < rows; row++) {
          logits[first + row] = new float[supernet.shape().vocabulary()];
          values.get(logits[first + row]);
        }
      }
    });
    return logits;
  }

  /**
   * Predicts each token of some sequences from those before it, all but the first.
   *
   * @param sequences of the same length, each at least two tokens and at most one more than the
   *     block size of the supernet
   * @throws IllegalArgumentException if a sequence is of another length, or a token beyond the
   *     vocabulary
   */
  public Score score(int[][] sequences) {
    int length = sequences[0].length - 1;
    checkLength(length);
    for (int[] sequence : sequences) {
      if (sequence.length != length + 1) {
        throw new IllegalArgumentException(Text.format(
            "Sequences of %d and %d tokens; all must have the same length",
            length + 1, sequence.length));
      }
      checkTokens(sequence);
    }
    double[] loss = new double[1];
    long[] correct = new long[1];
    run(sequences, length, (first, hidden, rows) -> {
      int[] next = new int[rows];
      for (int row = 0; row < rows; row++) {
        next[row] = sequences[(first + row) / length][(first + row) % length + 1];
      }
      try (OnnxTensor targets = tensor(next);
          OrtSession.Result result = supernet
              .head()
              .run(
                  headFeed(hidden, targets), Set.of(SupernetGraph.LOSS, SupernetGraph.PREDICTED))) {
        FloatBuffer losses = output(result, SupernetGraph.LOSS).getFloatBuffer();
        LongBuffer predicted = output(result, SupernetGraph.PREDICTED).getLongBuffer();
        for (int row = 0; row < rows; row++) {
          loss[0] += losses.get(row);
          correct[0] += predicted.get(row) == next[row] ? 1 : 0;
        }
      }
    });
    return new Score(loss[0], correct[0], (long) sequences.length * length);
  }

  private static OnnxTensor output(OrtSession.Result result, String name) {
    return (OnnxTensor) result.get(name).orElseThrow();
  }

  private Map<String, OnnxTensor> headFeed(OnnxTensor hidden, OnnxTensor targets) {
    return Map.of(
        SupernetGraph.HIDDEN,
        hidden,
        SupernetGraph.EMBEDDING,
        weights.get(supernet.shape().head()),
        SupernetGraph.TARGETS,
        targets);
  }

  /** What is done with some positions, counted over all sequences. */
  private interface Head {
    void run(int first, OnnxTensor hidden, int rows) throws OrtException;
  }

  private void run(int[][] sequences, int length, Head head) {
    OrtEnvironment environment = OnnxRuntime.environment();
    int positions = Math.multiplyExact(sequences.length, length);
    int width = architecture.embedDim();
    FloatBuffer hidden = Slices.direct(Math.multiplyExact(positions, width));
    LongBuffer tokens = longs(positions);
    for (int[] sequence : sequences) {
      for (int i = 0; i < length; i++) {
        tokens.put(sequence[i]);
      }
    }
    try (OnnxTensor input = OnnxTensor.createTensor(
            environment, tokens.flip(), new long[] {sequences.length, length});
        OnnxTensor output =
            OnnxTensor.createTensor(environment, hidden, new long[] {positions, width})) {
      Map<String, OnnxTensor> feed = new HashMap<>(weights);
      feed.remove(SupernetGraph.HEAD);
      feed.put(SupernetGraph.TOKENS, input);
      body.run(feed, Map.of(SupernetGraph.HIDDEN, output)).close();
      for (int first = 0; first < positions; first += HEAD_POSITIONS) {
        int rows = Math.min(HEAD_POSITIONS, positions - first);
        FloatBuffer some = hidden.duplicate().position(first * width).limit((first + rows) * width);
        try (OnnxTensor part =
            OnnxTensor.createTensor(environment, some, new long[] {rows, width})) {
          head.run(first, part, rows);
        }
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime can't run a sub-network", e);
    }
  }

  private OnnxTensor tensor(int[] values) throws OrtException {
    LongBuffer buffer = longs(values.length);
    for (int value : values) {
      buffer.put(value);
    }
    return OnnxTensor.createTensor(
        OnnxRuntime.environment(), buffer.flip(), new long[] {values.length});
  }

  private static LongBuffer longs(int count) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(count, Long.BYTES))
        .order(ByteOrder.nativeOrder())
        .asLongBuffer();
  }

  private void checkLength(int length) {
    if (length < 1 || length > supernet.shape().blockSize()) {
      throw UsageException.of(
          "Sequence of %d tokens; allowed: 1 to %d", length, supernet.shape().blockSize());
    }
  }

  private void checkTokens(int[] tokens) {
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] < 0 || tokens[i] >= supernet.shape().vocabulary()) {
        throw UsageException.of(
            "Token %d at index %d: beyond the vocabulary; allowed: 0 to %d",
            tokens[i], i, supernet.shape().vocabulary() - 1);
      }
    }
  }

  /** Releases the weights. */
  @Override
  public void close() {
    weights.values().forEach(OnnxTensor::close);
  }
}

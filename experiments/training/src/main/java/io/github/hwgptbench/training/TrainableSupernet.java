package io.github.hwgptbench.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.GradientCollector;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.supernet.SupernetShape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A supernet that computes gradients of its sub-networks. The network is that of
 * {@link SupernetShape}. For one thread.
 */
final class TrainableSupernet implements AutoCloseable {

  private static final float NORM_EPSILON = 1e-5f;
  private static final float TANH_GELU_CUBIC = 0.044715f;
  private static final String EMBEDDING = "transformer.wte.weight";
  private static final String HEAD = "lm_head.weight";

  static {
    // Sums are in another order when more threads make them.
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    // All parts of the library are on the class path; a wrong combination of them fails at once.
    System.setProperty("ai.djl.offline", "true");
  }

  private final SupernetShape shape;
  private final FlatWeights layout;
  private final NDManager manager;
  private final Map<String, NDArray> weights = new LinkedHashMap<>();
  private final NDArray cosines;
  private final NDArray sines;
  private final NDArray mask;
  /**
   * Of attention scores. Multiplying by a number instead would make an array that is closed at
   * once, whose memory backward propagation reads after it was freed.
   */
  private final NDArray scale;

  /** Of the GELU by the hyperbolic tangent; arrays for the same reason. */
  private final NDArray cubic;

  private final NDArray slope;
  private final NDArray one;

  /**
   * Makes a supernet; {@link #load} gives it weights.
   *
   * @param length the longest sequence
   */
  TrainableSupernet(SupernetShape shape, FlatWeights layout, int length) {
    this.shape = shape;
    this.layout = layout;
    manager = NDManager.newBaseManager();
    int pairs = shape.rotaryDims() / 2;
    float[] cosine = new float[length * pairs];
    float[] sine = new float[length * pairs];
    for (int i = 0; i < cosine.length; i++) {
      int position = i / pairs;
      double power = 2.0 * (i % pairs) / shape.rotaryDims();
      float frequency = (float) (1 / StrictMath.pow(shape.layout().rotaryBase(), power));
      float angle = position * frequency;
      cosine[i] = (float) StrictMath.cos(angle);
      sine[i] = (float) StrictMath.sin(angle);
    }
    cosines = manager.create(cosine, new Shape(length, pairs));
    sines = manager.create(sine, new Shape(length, pairs));
    float[] later = new float[length * length];
    for (int i = 0; i < later.length; i++) {
      later[i] = i % length > i / length ? Float.NEGATIVE_INFINITY : 0;
    }
    mask = manager.create(later, new Shape(length, length));
    scale = manager.create((float) (1 / Math.sqrt(shape.headSize())));
    cubic = manager.create(TANH_GELU_CUBIC);
    slope = manager.create((float) (2 * Math.sqrt(2 / Math.PI)));
    one = manager.create(1f);
  }

  /** Sets the weights, and clears their gradient. */
  void load(float[] all) {
    for (FlatWeights.Part part : layout.parts()) {
      // New arrays each time: setting the values of one can make gradients wrong (DJL 0.35.1).
      NDArray tensor = manager.create(
          part.of(all),
          new Shape(part.tensor().shape().stream().mapToLong(Integer::longValue).toArray()),
          DataType.FLOAT32);
      tensor.setRequiresGradient(true);
      NDArray before = weights.put(part.tensor().name(), tensor);
      if (before != null) {
        before.close();
      }
    }
  }

  /**
   * Adds the gradient of a sub-network to that of others.
   *
   * @param sequences of one token more than the length
   * @return its loss: the mean cross entropy of the tokens, nats
   */
  float learn(Architecture architecture, int[][] sequences) {
    try (NDManager scratch = manager.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = loss(architecture, sequences, scratch);
      collector.backward(loss);
      return loss.getFloat();
    }
  }

  /** Returns the loss of a sub-network alone. */
  float loss(Architecture architecture, int[][] sequences) {
    try (NDManager scratch = manager.newSubManager()) {
      return loss(architecture, sequences, scratch).getFloat();
    }
  }

  /** Returns what was added up since the weights were loaded. */
  void gradient(float[] all) {
    try (NDManager scratch = manager.newSubManager()) {
      for (FlatWeights.Part part : layout.parts()) {
        NDArray gradient = weight(part.tensor().name()).getGradient();
        gradient.attach(scratch);
        System.arraycopy(gradient.toFloatArray(), 0, all, part.from(), part.size());
      }
    }
  }

  private NDArray weight(String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }

  private NDArray loss(Architecture architecture, int[][] sequences, NDManager scratch) {
    int length = sequences[0].length - 1;
    int[] tokens = new int[sequences.length * length];
    long[] targets = new long[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = sequences[i / length][i % length];
      targets[i] = sequences[i / length][i % length + 1];
    }
    Forward forward = new Forward(architecture, sequences.length, length, scratch);
    NDArray logits = forward.logits(scratch.create(tokens));
    NDArray ofTargets = logits.logSoftmax(1).gather(scratch.create(targets).expandDims(1), 1);
    return ofTargets.mean().neg();
  }

  /** One pass of a sub-network over some sequences. */
  private final class Forward {

    private final Architecture architecture;
    private final long sequences;
    private final long length;
    private final NDManager scratch;
    private final long width;

    Forward(Architecture architecture, long sequences, long length, NDManager scratch) {
      this.architecture = architecture;
      this.sequences = sequences;
      this.length = length;
      this.scratch = scratch;
      this.width = architecture.embedDim();
    }

    NDArray logits(NDArray tokens) {
      NDArray embedding = matrix(EMBEDDING, shape.vocabulary(), width);
      NDArray x = Embedding.embedding(tokens, embedding, SparseFormat.DENSE).singletonOrThrow();
      for (int layer = 0; layer < architecture.layers(); layer++) {
        String block = "transformer.h." + layer + ".";
        NDArray attended = attention(norm(x, block + "norm_1"), block, architecture.heads(layer));
        long hidden = architecture.mlpRatio(layer) * width;
        if (shape.layout().parallelResidual()) {
          x = mlp(norm(x, block + "norm_2"), block, hidden).add(attended).add(x);
        } else {
          NDArray y = attended.add(x);
          x = mlp(norm(y, block + "norm_2"), block, hidden).add(y);
        }
      }
      NDArray head =
          shape.layout().tiedHead() ? embedding : matrix(HEAD, shape.vocabulary(), width);
      return norm(x, "transformer.ln_f").matMul(head.transpose());
    }

    private NDArray attention(NDArray x, String block, int heads) {
      long inner = (long) heads * shape.headSize();
      // Rows of the matrix are those of one head after another: query, key, value.
      NDArray byPart = linear(x, block + "attn.attn", 3 * inner, width)
          .reshape(sequences, length, heads, 3, shape.headSize())
          .transpose(3, 0, 2, 1, 4);
      NDArray query = rotate(byPart.get(0));
      NDArray key = rotate(byPart.get(1));
      NDArray scores = query.matMul(key.swapAxes(2, 3)).mul(scale).add(here(mask, length));
      NDArray mixed = scores.softmax(3).matMul(byPart.get(2));
      return linear(
          mixed.transpose(0, 2, 1, 3).reshape(sequences * length, inner),
          block + "attn.proj",
          width,
          inner);
    }

    private NDArray rotate(NDArray x) {
      int pairs = shape.rotaryDims() / 2;
      if (pairs == 0) {
        return x;
      }
      NDList parts = x.split(new long[] {pairs, 2L * pairs}, 3);
      NDArray a = parts.get(0);
      NDArray b = parts.get(1);
      NDArray cosine = here(cosines, pairs);
      NDArray sine = here(sines, pairs);
      NDList turned =
          new NDList(a.mul(cosine).sub(b.mul(sine)), b.mul(cosine).add(a.mul(sine)), parts.get(2));
      return NDArrays.concat(turned, 3);
    }

    private NDArray mlp(NDArray x, String block, long hidden) {
      NDArray inner = linear(x, block + "mlp.fc", hidden, width);
      NDArray active = shape.layout().tanhGelu()
          ? tanhGelu(inner)
          : inner.getNDArrayInternal().gelu();
      return linear(active, block + "mlp.proj", width, hidden);
    }

    /** Returns {@code x sigmoid(2 sqrt(2 / pi) (x + 0.044715 x^3))}, the same as with tanh. */
    private NDArray tanhGelu(NDArray x) {
      NDArray bent = x.mul(x).mul(cubic).add(one).mul(x).mul(slope);
      return x.mul(Activation.sigmoid(bent));
    }

    private NDArray linear(NDArray x, String name, long outputs, long inputs) {
      NDArray bias = architecture.bias() ? vector(name + ".bias", outputs) : null;
      return Linear.linear(x, matrix(name + ".weight", outputs, inputs), bias).singletonOrThrow();
    }

    private NDArray norm(NDArray x, String name) {
      return LayerNorm.layerNorm(
              x,
              new Shape(width),
              vector(name + ".weight", width),
              vector(name + ".bias", width),
              NORM_EPSILON)
          .singletonOrThrow();
    }

    private NDArray matrix(String name, long rows, long columns) {
      return mine(weight(name).get(new NDIndex(":{}, :{}", rows, columns)));
    }

    private NDArray vector(String name, long size) {
      return mine(weight(name).get(new NDIndex(":{}", size)));
    }

    /** The first positions of a table. */
    private NDArray here(NDArray table, long columns) {
      return mine(table.get(new NDIndex(":{}, :{}", length, columns)));
    }

    /** Arrays last as long as the one that they were made of, unless set otherwise. */
    private NDArray mine(NDArray array) {
      array.attach(scratch);
      return array;
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}

package io.github.hwgptbench.supernet;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.NetworkDesign;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.usage.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The size of a supernet, which is that of the largest architecture of its space, and the
 * properties that all sub-networks share.
 *
 * <p>The network is the one that the authors of HW-GPT-Bench trained, or a
 * {@linkplain SupernetLayout variant} of it. A block is {@code x + Attention(LayerNorm1(x)) +
 * MLP(LayerNorm2(x))}; heads have the same size in every sub-network, whatever its width; part of
 * each head has rotary position embeddings; the MLP has two matrices and the exact GELU; the head
 * is tied to the token embedding.
 *
 * @param space the architectures of the supernet
 * @param vocabulary number of tokens; a token is 0 to {@code vocabulary - 1}
 * @param headSize width of an attention head, even
 * @param rotaryFraction share of each head that is rotated by position, 0 to 1; that many
 *     dimensions must be an even integer
 * @param blockSize maximum sequence length
 * @param layout how the networks compute
 */
public record SupernetShape(
    SearchSpace space,
    int vocabulary,
    int headSize,
    double rotaryFraction,
    int blockSize,
    SupernetLayout layout) {

  /** Tokens are unsigned numbers of 16 bits. */
  static final int MAX_VOCABULARY = 1 << 16;

  /** Tensors begin on cache lines. */
  private static final long ALIGNMENT = 64;

  /** Pairs of dimensions, since most fractions are not exact in binary. */
  private static final double ROTARY_TOLERANCE = 1e-6;

  private static final int AUTHORS_VOCABULARY = 50_304;
  private static final int AUTHORS_HEAD_SIZE = 64;
  private static final double AUTHORS_ROTARY_FRACTION = 0.5;
  private static final int AUTHORS_BLOCK_SIZE = 1024;

  /**
   * Makes a shape.
   *
   * @throws IllegalArgumentException if a number is out of its range, or a tensor would have more
   *     than 2<sup>29</sup> weights
   */
  public SupernetShape {
    inRange("vocabulary", vocabulary, 2, MAX_VOCABULARY);
    inRange("head size", headSize, 1, 1 << 12);
    inRange("block size", blockSize, 1, 1 << 20);
    double pairs = rotaryFraction * headSize / 2;
    if (!(rotaryFraction >= 0 && rotaryFraction <= 1)
        || Math.abs(pairs - Math.rint(pairs)) > ROTARY_TOLERANCE) {
      throw UsageException.of(
          "Supernet: rotary fraction %s of heads of size %d; allowed: 0 to 1, an even number of dimensions",
          rotaryFraction, headSize);
    }
    Architecture full = space.largest();
    long widest = Math.max(vocabulary, Math.max(3L * headSize * most(full.heads()), hidden(full)));
    if (Math.multiplyHigh(widest, full.embedDim()) != 0
        || widest * full.embedDim() > Integer.MAX_VALUE / Float.BYTES) {
      throw UsageException.of(
          "Supernet: a matrix of %d by %d; allowed: %d weights per matrix",
          widest, full.embedDim(), Integer.MAX_VALUE / Float.BYTES);
    }
  }

  /** Makes a shape with the layout of the authors. */
  public SupernetShape(
      SearchSpace space, int vocabulary, int headSize, double rotaryFraction, int blockSize) {
    this(space, vocabulary, headSize, rotaryFraction, blockSize, SupernetLayout.AUTHORS);
  }

  private static void inRange(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw UsageException.of("Supernet: %s %d; allowed: %d to %d", what, value, min, max);
    }
  }

  private static int most(int[] heads) {
    return heads[0];
  }

  private static long hidden(Architecture architecture) {
    return (long) architecture.mlpRatio(0) * architecture.embedDim();
  }

  /**
   * Returns the shape of supernets of a space: that of the authors' for the design that they
   * profiled, and otherwise the one of its design, with a rotary fraction of 0.5.
   *
   * @throws IllegalArgumentException if the design is not that of a supernet
   */
  public static SupernetShape of(SearchSpace space) {
    NetworkDesign design = space.design();
    if (!design.equals(NetworkDesign.PROFILED) && design.mlpMatrices() != 2) {
      throw UsageException.of(
          "Supernet of space '%s': mlp_matrices %d; allowed: 2",
          space.name(), design.mlpMatrices());
    }
    return design.equals(NetworkDesign.PROFILED)
        ? published(space)
        : new SupernetShape(
            space,
            design.vocabulary(),
            design.headSize(),
            AUTHORS_ROTARY_FRACTION,
            design.sequenceLength(),
            SupernetLayout.AUTHORS.withTiedHead(design.tiedHead()));
  }

  /**
   * Returns the shape of the supernets that the authors of HW-GPT-Bench trained: the tokens of
   * GPT-2 in a vocabulary of 50,304, heads of size 64, half of each rotated, and up to 1,024
   * tokens.
   *
   * @param space one of the built-in spaces
   */
  public static SupernetShape published(SearchSpace space) {
    return new SupernetShape(
        space, AUTHORS_VOCABULARY, AUTHORS_HEAD_SIZE, AUTHORS_ROTARY_FRACTION, AUTHORS_BLOCK_SIZE);
  }

  /**
   * Reads a custom shape from a JSON file: {@code space} with {@code name}, {@code embed_dim},
   * {@code n_layer}, {@code n_head}, {@code mlp_ratio}, {@code bias} and {@code batch}, and beside
   * it {@code vocabulary}, {@code head_size}, {@code rotary_fraction} and {@code block_size}, and
   * where the layout is not that of the authors, {@code layout}. These fields of a
   * {@code supernet.json} are such a file too.
   *
   * @throws SupernetFileException if it is missing, can't be read, or has an invalid field; names
   *     it
   */
  public static SupernetShape read(Path file) {
    return SupernetHeader.readShape(file);
  }

  /** Returns the JSON that {@link #read} reads. */
  public String toJson() {
    return SupernetHeader.text(this);
  }

  /** Returns the width of the widest sub-network. */
  public int embedDim() {
    return space.largest().embedDim();
  }

  /** Returns the number of layers of the deepest sub-network. */
  public int layers() {
    return space.maxLayers();
  }

  /** Returns the largest number of heads of a layer. */
  public int heads() {
    return most(space.largest().heads());
  }

  /** Returns the largest MLP ratio of a layer. */
  public int mlpRatio() {
    return space.largest().mlpRatio(0);
  }

  /** Returns whether any sub-network has biases in its linear layers. */
  public boolean bias() {
    return space.largest().bias();
  }

  /** Returns the name of the matrix of the head. */
  String head() {
    return layout.tiedHead() ? SupernetGraph.EMBEDDING : SupernetGraph.HEAD;
  }

  /** Returns the number of rotated dimensions per head. */
  public int rotaryDims() {
    return 2 * (int) Math.rint(rotaryFraction * headSize / 2);
  }

  /** Returns a fraction for libraries, whose product with the head size they round down. */
  double flooredRotaryFraction() {
    double fraction = Math.max(rotaryFraction, (double) rotaryDims() / headSize);
    while ((int) (fraction * headSize) < rotaryDims()) {
      fraction = Math.nextUp(fraction);
    }
    return fraction;
  }

  /**
   * Returns all weights, in the order of the file: the token embedding, then each block, the last
   * norm, and the head if it is not the token embedding. With D = {@link #embedDim}, H =
   * {@link #heads}, s = {@link #headSize} and r = {@link #mlpRatio}, and before each name of a
   * block {@code transformer.h.<layer from 0>.}:
   *
   * <table>
   * <caption>Tensors</caption>
   * <tr><td>{@code transformer.wte.weight}</td><td>vocabulary, D</td></tr>
   * <tr><td>{@code norm_1.weight}, {@code norm_1.bias}</td><td>D</td></tr>
   * <tr><td>{@code attn.attn.weight}</td><td>3sH, D: of each head query, key, value</td></tr>
   * <tr><td>{@code attn.attn.bias}</td><td>3sH</td></tr>
   * <tr><td>{@code attn.proj.weight}, {@code attn.proj.bias}</td><td>D, sH and D</td></tr>
   * <tr><td>{@code norm_2.weight}, {@code norm_2.bias}</td><td>D</td></tr>
   * <tr><td>{@code mlp.fc.weight}, {@code mlp.fc.bias}</td><td>rD, D and rD</td></tr>
   * <tr><td>{@code mlp.proj.weight}, {@code mlp.proj.bias}</td><td>D, rD and D</td></tr>
   * <tr><td>{@code transformer.ln_f.weight}, {@code transformer.ln_f.bias}</td><td>D</td></tr>
   * <tr><td>{@code lm_head.weight}, of an untied head</td><td>vocabulary, D</td></tr>
   * </table>
   *
   * <p>A space without biases has none of the {@code attn} and {@code mlp} ones.
   */
  public List<WeightTensor> tensors() {
    Placement placed = new Placement();
    int width = embedDim();
    int attention = headSize * heads();
    int hidden = mlpRatio() * width;
    placed.add(SupernetGraph.EMBEDDING, vocabulary, width);
    for (int layer = 0; layer < layers(); layer++) {
      String block = "transformer.h." + layer + ".";
      placed.norm(block + "norm_1", width);
      placed.linear(block + "attn.attn", 3 * attention, width);
      placed.linear(block + "attn.proj", width, attention);
      placed.norm(block + "norm_2", width);
      placed.linear(block + "mlp.fc", hidden, width);
      placed.linear(block + "mlp.proj", width, hidden);
    }
    placed.norm("transformer.ln_f", width);
    if (!layout.tiedHead()) {
      placed.add(SupernetGraph.HEAD, vocabulary, width);
    }
    return Collections.unmodifiableList(placed.tensors);
  }

  /** Returns the number of weights. */
  public long weights() {
    return tensors().stream().mapToLong(WeightTensor::size).sum();
  }

  /** Returns the size of the file of weights, bytes. */
  public long bytes() {
    List<WeightTensor> tensors = tensors();
    WeightTensor last = tensors.get(tensors.size() - 1);
    return last.offset() + last.bytes();
  }

  private final class Placement {

    private final List<WeightTensor> tensors = new ArrayList<>();
    private long end;

    void norm(String name, int width) {
      add(name + ".weight", width);
      add(name + ".bias", width);
    }

    void linear(String name, int outputs, int inputs) {
      add(name + ".weight", outputs, inputs);
      if (bias()) {
        add(name + ".bias", outputs);
      }
    }

    void add(String name, Integer... shape) {
      long offset = (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      WeightTensor tensor = new WeightTensor(name, List.of(shape), offset);
      tensors.add(tensor);
      end = offset + tensor.bytes();
    }
  }
}

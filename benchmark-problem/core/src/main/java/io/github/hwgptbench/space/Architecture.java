package io.github.hwgptbench.space;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.usage.UsageException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One GPT architecture: its embedding dimension, its layers, each with an MLP ratio and a number of
 * attention heads, and whether its linear layers have a bias.
 *
 * <p>An immutable value. It has active layers only, so that equal models are equal values. It has
 * no scale: the same architecture may belong to several search spaces.
 */
public final class Architecture {

  private final int embedDim;
  private final boolean bias;
  private final int[] mlpRatios;
  private final int[] heads;

  private Architecture(int embedDim, boolean bias, int[] mlpRatios, int[] heads) {
    this.embedDim = embedDim;
    this.bias = bias;
    this.mlpRatios = mlpRatios;
    this.heads = heads;
  }

  /**
   * Returns the architecture with these properties.
   *
   * @param embedDim embedding dimension, positive
   * @param bias whether there are biases
   * @param mlpRatios hidden width of the MLP of each layer, in multiples of the embedding
   *     dimension; positive
   * @param heads number of attention heads of each layer; positive, as many values as
   *     {@code mlpRatios}
   * @throws IllegalArgumentException if a value is not positive, there is no layer, or the two
   *     lists differ in length
   */
  public static Architecture of(int embedDim, boolean bias, int[] mlpRatios, int[] heads) {
    if (embedDim < 1) {
      throw UsageException.of("Architecture: embed_dim %d; allowed: 1 or more", embedDim);
    }
    if (mlpRatios.length != heads.length) {
      throw UsageException.of(
          "Architecture: mlp_ratio has %d layers and n_head has %d; both must have one value per layer",
          mlpRatios.length, heads.length);
    }
    if (mlpRatios.length == 0) {
      throw new UsageException("Architecture: no layers; allowed: 1 or more");
    }
    return new Architecture(
        embedDim, bias, positive("mlp_ratio", mlpRatios), positive("n_head", heads));
  }

  private static int[] positive(String name, int[] values) {
    int[] copy = values.clone();
    for (int layer = 0; layer < copy.length; layer++) {
      if (copy[layer] < 1) {
        throw UsageException.of(
            "Architecture: %s %d in layer %d; allowed: 1 or more", name, copy[layer], layer + 1);
      }
    }
    return copy;
  }

  /** Returns the embedding dimension. */
  public int embedDim() {
    return embedDim;
  }

  /** Returns whether the linear layers have a bias. */
  public boolean bias() {
    return bias;
  }

  /** Returns the number of layers, at least 1. */
  public int layers() {
    return mlpRatios.length;
  }

  /**
   * Returns the MLP ratio of a layer, counted from 0.
   *
   * @throws IndexOutOfBoundsException if there is no such layer
   */
  public int mlpRatio(int layer) {
    return mlpRatios[layer];
  }

  /**
   * Returns the number of attention heads of a layer, counted from 0.
   *
   * @throws IndexOutOfBoundsException if there is no such layer
   */
  public int heads(int layer) {
    return heads[layer];
  }

  /** Returns the MLP ratio of every layer, in a new array. */
  public int[] mlpRatios() {
    return mlpRatios.clone();
  }

  /** Returns the number of attention heads of every layer, in a new array. */
  public int[] heads() {
    return heads.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Architecture that
        && embedDim == that.embedDim
        && bias == that.bias
        && Arrays.equals(mlpRatios, that.mlpRatios)
        && Arrays.equals(heads, that.heads);
  }

  @Override
  public int hashCode() {
    int hash = 31 * embedDim + Boolean.hashCode(bias);
    hash = 31 * hash + Arrays.hashCode(mlpRatios);
    return 31 * hash + Arrays.hashCode(heads);
  }

  /**
   * Returns a short description, such as {@code embed_dim=768 bias=true mlp_ratio=4-4-2
   * n_head=12-8-8}.
   */
  @Override
  public String toString() {
    return Text.format(
        "embed_dim=%d bias=%s mlp_ratio=%s n_head=%s",
        embedDim, bias, joined(mlpRatios), joined(heads));
  }

  private static String joined(int[] values) {
    return IntStream.of(values).mapToObj(Integer::toString).collect(Collectors.joining("-"));
  }
}

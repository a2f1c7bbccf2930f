package io.github.hwgptbench.objective;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.util.stream.IntStream;

/**
 * Parameters, MACs and FLOPs of a network, exact, in closed form; equal to what the authors of
 * HW-GPT-Bench counted for each of their architectures.
 *
 * <p>They are those of the network that the authors profiled: rotary positions, an MLP of three
 * matrices (SwiGLU), an untied head, a vocabulary V of 50254, head size 64, sequences of T = 1024
 * tokens. With E = embed_dim, L = n_layer, h<sub>i</sub> and r<sub>i</sub> the heads and the MLP
 * ratio of layer i, b = 1 with bias and 0 without, and B the batch of the search space:
 *
 * <ul>
 *   <li>params = 2VE + 2E + &Sigma;<sub>i</sub> (256 h<sub>i</sub>E + 3 r<sub>i</sub>E&sup2; + 4E +
 *       b (192 h<sub>i</sub> + 2 r<sub>i</sub>E + 2E))
 *   <li>macs = BT (VE + &Sigma;<sub>i</sub> (256 h<sub>i</sub>E + 3 r<sub>i</sub>E&sup2;))
 *   <li>flops = 2 macs + BT (5E (2L + 1) + &Sigma;<sub>i</sub> r<sub>i</sub>E)
 * </ul>
 *
 * <p>Products of attention scores and values are not among the MACs, for the authors' profiler did
 * not count them. All three depend on the layers only through their number and the sums of
 * h<sub>i</sub> and r<sub>i</sub>.
 *
 * @param params number of parameters
 * @param macs multiply-accumulate operations of a forward pass over the batch
 * @param flops floating-point operations of a forward pass over the batch
 */
public record ComputeCost(long params, long macs, long flops) {

  /** Number of tokens in a sequence. */
  public static final int SEQUENCE_LENGTH = 1024;

  /** Number of tokens in the vocabulary of the profiled network; the supernet has 50304. */
  public static final int VOCABULARY = 50254;

  /**
   * Returns the costs of a network, with the batch of the space.
   *
   * @throws ArithmeticException if a cost exceeds a {@code long}, far beyond networks of today
   */
  public static ComputeCost of(SearchSpace space, Architecture architecture) {
    int embedDim = architecture.embedDim();
    int layers = architecture.layers();
    int ratioSum = IntStream.of(architecture.mlpRatios()).sum();
    int headSum = IntStream.of(architecture.heads()).sum();
    return new ComputeCost(
        params(embedDim, layers, architecture.bias(), ratioSum, headSum),
        macs(space.batch(), embedDim, ratioSum, headSum),
        flops(space.batch(), embedDim, layers, ratioSum, headSum));
  }

  /**
   * Returns the number of parameters; allocates nothing.
   *
   * @param ratioSum sum of the MLP ratios of all layers
   * @param headSum sum of the numbers of heads of all layers
   * @throws ArithmeticException if it exceeds a {@code long}
   */
  public static long params(int embedDim, int layers, boolean bias, int ratioSum, int headSum) {
    long e = embedDim;
    long rest = 2 * VOCABULARY * e + 2 * e + 4 * e * layers;
    if (bias) {
      rest += 192L * headSum + 2 * e * ratioSum + 2 * e * layers;
    }
    return Math.addExact(matrices(embedDim, ratioSum, headSum), rest);
  }

  /**
   * Returns the multiply-accumulate operations of a forward pass; allocates nothing.
   *
   * @param batch number of sequences
   * @param ratioSum sum of the MLP ratios of all layers
   * @param headSum sum of the numbers of heads of all layers
   * @throws ArithmeticException if they exceed a {@code long}
   */
  public static long macs(int batch, int embedDim, int ratioSum, int headSum) {
    long perToken =
        Math.addExact(matrices(embedDim, ratioSum, headSum), (long) VOCABULARY * embedDim);
    return Math.multiplyExact(tokens(batch), perToken);
  }

  /**
   * Returns the floating-point operations of a forward pass; allocates nothing.
   *
   * @param batch number of sequences
   * @param ratioSum sum of the MLP ratios of all layers
   * @param headSum sum of the numbers of heads of all layers
   * @throws ArithmeticException if they exceed a {@code long}
   */
  public static long flops(int batch, int embedDim, int layers, int ratioSum, int headSum) {
    long e = embedDim;
    long elementwise = Math.multiplyExact(tokens(batch), 5 * e * (2L * layers + 1) + e * ratioSum);
    return Math.addExact(
        Math.multiplyExact(2, macs(batch, embedDim, ratioSum, headSum)), elementwise);
  }

  /** Weights of the matrices of all layers, each of which multiplies every token once. */
  private static long matrices(int embedDim, int ratioSum, int headSum) {
    long e = embedDim;
    return Math.addExact(
        Math.multiplyExact(256L * headSum, e), Math.multiplyExact(3L * ratioSum, e * e));
  }

  private static long tokens(int batch) {
    return (long) batch * SEQUENCE_LENGTH;
  }
}

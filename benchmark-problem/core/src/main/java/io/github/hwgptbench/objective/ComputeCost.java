package io.github.hwgptbench.objective;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.NetworkDesign;
import io.github.hwgptbench.space.SearchSpace;
import java.util.stream.IntStream;

/**
 * Parameters, MACs and FLOPs of a network, exact, in closed form; in the spaces of HW-GPT-Bench
 * equal to what its authors counted for each of their architectures.
 *
 * <p>They are those of the {@link NetworkDesign} of the space. With its vocabulary V, sequences of
 * T tokens, heads of size s and k matrices of an MLP, E = embed_dim, L = n_layer, h<sub>i</sub> and
 * r<sub>i</sub> the heads and the MLP ratio of layer i, b = 1 with bias and 0 without, B the batch
 * of the search space, and u = 1 if the head is tied to the embedding and 2 if not:
 *
 * <ul>
 *   <li>params = uVE + 2E + &Sigma;<sub>i</sub> (4s h<sub>i</sub>E + k r<sub>i</sub>E&sup2; + 4E +
 *       b (3s h<sub>i</sub> + (k - 1) r<sub>i</sub>E + 2E))
 *   <li>macs = BT (VE + &Sigma;<sub>i</sub> (4s h<sub>i</sub>E + k r<sub>i</sub>E&sup2;))
 *   <li>flops = 2 macs + BT (5E (2L + 1) + &Sigma;<sub>i</sub> r<sub>i</sub>E)
 * </ul>
 *
 * <p>The networks that the authors profiled have rotary positions, an MLP of three matrices
 * (SwiGLU), an untied head, V = 50254, s = 64 and T = 1024: {@link NetworkDesign#PROFILED}.
 * Products of attention scores and values are not among the MACs, for the authors' profiler did not
 * count them. All three depend on the layers only through their number and the sums of
 * h<sub>i</sub> and r<sub>i</sub>.
 *
 * @param params number of parameters
 * @param macs multiply-accumulate operations of a forward pass over the batch
 * @param flops floating-point operations of a forward pass over the batch
 */
public record ComputeCost(long params, long macs, long flops) {

  /**
   * Returns the costs of a network, with the batch and the design of the space.
   *
   * @throws ArithmeticException if a cost exceeds a {@code long}, far beyond networks of today
   */
  public static ComputeCost of(SearchSpace space, Architecture architecture) {
    int embedDim = architecture.embedDim();
    int layers = architecture.layers();
    int ratioSum = IntStream.of(architecture.mlpRatios()).sum();
    int headSum = IntStream.of(architecture.heads()).sum();
    return new ComputeCost(
        params(space.design(), embedDim, layers, architecture.bias(), ratioSum, headSum),
        macs(space.design(), space.batch(), embedDim, ratioSum, headSum),
        flops(space.design(), space.batch(), embedDim, layers, ratioSum, headSum));
  }

  /**
   * Returns the number of parameters; allocates nothing.
   *
   * @param ratioSum sum of the MLP ratios of all layers
   * @param headSum sum of the numbers of heads of all layers
   * @throws ArithmeticException if it exceeds a {@code long}
   */
  public static long params(
      NetworkDesign design, int embedDim, int layers, boolean bias, int ratioSum, int headSum) {
    long e = embedDim;
    long embeddings = (design.tiedHead() ? 1 : 2) * (long) design.vocabulary();
    long rest = embeddings * e + 2 * e + 4 * e * layers;
    if (bias) {
      rest += 3L * design.headSize() * headSum
          + (design.mlpMatrices() - 1) * e * ratioSum
          + 2 * e * layers;
    }
    return Math.addExact(matrices(design, embedDim, ratioSum, headSum), rest);
  }

  /**
   * Returns the multiply-accumulate operations of a forward pass; allocates nothing.
   *
   * @param batch number of sequences
   * @param ratioSum sum of the MLP ratios of all layers
   * @param headSum sum of the numbers of heads of all layers
   * @throws ArithmeticException if they exceed a {@code long}
   */
  public static long macs(
      NetworkDesign design, int batch, int embedDim, int ratioSum, int headSum) {
    long perToken = Math.addExact(
        matrices(design, embedDim, ratioSum, headSum), (long) design.vocabulary() * embedDim);
    return Math.multiplyExact(tokens(design, batch), perToken);
  }

  /**
   * Returns the floating-point operations of a forward pass; allocates nothing.
   *
   * @param batch number of sequences
   * @param ratioSum sum of the MLP ratios of all layers
   * @param headSum sum of the numbers of heads of all layers
   * @throws ArithmeticException if they exceed a {@code long}
   */
  public static long flops(
      NetworkDesign design, int batch, int embedDim, int layers, int ratioSum, int headSum) {
    long e = embedDim;
    long elementwise =
        Math.multiplyExact(tokens(design, batch), 5 * e * (2L * layers + 1) + e * ratioSum);
    return Math.addExact(
        Math.multiplyExact(2, macs(design, batch, embedDim, ratioSum, headSum)), elementwise);
  }

  /**
   * Returns the floating-point operations as the authors' programming interface estimates them, for
   * one sequence; allocates nothing. With P the parameters of the network that it builds, they are
   *
   * <pre>flops@estimate = 2 P T + 8 L E T&sup2;</pre>
   *
   * <p>P counts embeddings and biases, which nothing is multiplied by. The second term is of
   * attention scores and values, which {@link #flops} leaves out; it is there twice, once more for
   * parameters that are not trained, of which there are none, and has E in place of the heads. The
   * network has the {@link NetworkDesign#PROFILED} design with an MLP of two matrices in place of
   * three; for other designs it is the network of the design.
   *
   * @param ratioSum sum of the MLP ratios of all layers
   * @param headSum sum of the numbers of heads of all layers
   * @throws ArithmeticException if they exceed a {@code long}
   * @since 0.2.0
   */
  public static long estimatedFlops(
      NetworkDesign design, int embedDim, int layers, boolean bias, int ratioSum, int headSum) {
    NetworkDesign built = design.equals(NetworkDesign.PROFILED)
        ? new NetworkDesign(
            design.vocabulary(), design.sequenceLength(), design.headSize(), 2, design.tiedHead())
        : design;
    long tokens = design.sequenceLength();
    long params = params(built, embedDim, layers, bias, ratioSum, headSum);
    return Math.addExact(
        Math.multiplyExact(2 * tokens, params),
        Math.multiplyExact(Math.multiplyExact(8L * layers, (long) embedDim), tokens * tokens));
  }

  /** Weights of the matrices of all layers, each of which multiplies every token once. */
  private static long matrices(NetworkDesign design, int embedDim, int ratioSum, int headSum) {
    long e = embedDim;
    return Math.addExact(
        Math.multiplyExact(4L * design.headSize() * headSum, e),
        Math.multiplyExact((long) design.mlpMatrices() * ratioSum, e * e));
  }

  private static long tokens(NetworkDesign design, int batch) {
    return (long) batch * design.sequenceLength();
  }
}

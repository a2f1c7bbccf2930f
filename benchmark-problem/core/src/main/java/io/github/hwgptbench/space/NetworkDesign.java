package io.github.hwgptbench.space;

import io.github.hwgptbench.usage.UsageException;

/**
 * The common design of all architectures of a space, and the quantities counted for them:
 * parameters, MACs and FLOPs follow from it and the architecture alone. Positions are rotary in
 * every design, and norms have a scale and a shift.
 *
 * @param vocabulary number of tokens
 * @param sequenceLength tokens of each sequence of a forward pass
 * @param headSize width of an attention head
 * @param mlpMatrices matrices of an MLP: 2, or 3 where one of them gates (SwiGLU)
 * @param tiedHead whether the head is the token embedding, rather than a matrix of its own
 */
public record NetworkDesign(
    int vocabulary, int sequenceLength, int headSize, int mlpMatrices, boolean tiedHead) {

  /**
   * The network that the authors of HW-GPT-Bench profiled, which all measurements of hardware are
   * of: 50,254 tokens, sequences of 1,024, heads of 64, an MLP of three matrices, an untied head.
   */
  public static final NetworkDesign PROFILED = new NetworkDesign(50_254, 1024, 64, 3, false);

  /**
   * Makes a design.
   *
   * @throws IllegalArgumentException if a number is not positive, or that of the matrices is not 2
   *     or 3; names it
   */
  public NetworkDesign {
    positive("vocabulary", vocabulary);
    positive("sequence length", sequenceLength);
    positive("head size", headSize);
    if (mlpMatrices != 2 && mlpMatrices != 3) {
      throw UsageException.of("Network design: %d matrices of an MLP; allowed: 2, 3", mlpMatrices);
    }
  }

  private static void positive(String what, int value) {
    if (value < 1) {
      throw UsageException.of("Network design: %s %d; allowed: 1 or more", what, value);
    }
  }
}

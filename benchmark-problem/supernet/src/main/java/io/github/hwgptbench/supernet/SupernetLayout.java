package io.github.hwgptbench.supernet;

import io.github.hwgptbench.usage.UsageException;

/**
 * The architecture variant of a supernet, apart from its sizes.
 *
 * @param tiedHead whether the matrix of the token embedding is that of the head
 * @param parallelResidual whether a block is {@code x + Attention(LayerNorm1(x)) +
 *     MLP(LayerNorm2(x))}; otherwise {@code y + MLP(LayerNorm2(y))} with {@code y = x +
 *     Attention(LayerNorm1(x))}
 * @param tanhGelu whether the GELU of the MLP is the approximation by the hyperbolic tangent
 *     (Hendrycks and Gimpel, arXiv 1606.08415, section 2), and not the exact one
 * @param rotaryBase base of the angles of the rotary embedding, positive
 * @since 0.2.0
 */
public record SupernetLayout(
    boolean tiedHead, boolean parallelResidual, boolean tanhGelu, double rotaryBase) {

  /** The layout of the supernets that the authors of HW-GPT-Bench trained. */
  public static final SupernetLayout AUTHORS = new SupernetLayout(true, true, false, 10_000);

  /**
   * Makes a layout.
   *
   * @throws IllegalArgumentException if the base is not a positive number
   */
  public SupernetLayout {
    if (!(rotaryBase > 0 && rotaryBase < Double.POSITIVE_INFINITY)) {
      throw UsageException.of("Supernet: rotary base %s; allowed: positive numbers", rotaryBase);
    }
  }

  /** Returns the same layout with a tied or an untied head. */
  public SupernetLayout withTiedHead(boolean tied) {
    return new SupernetLayout(tied, parallelResidual, tanhGelu, rotaryBase);
  }

  /** Returns a description. */
  @Override
  public String toString() {
    return (tiedHead ? "tied head, " : "untied head, ")
        + (parallelResidual ? "parallel residual, " : "sequential residual, ")
        + (tanhGelu ? "tanh GELU, " : "exact GELU, ")
        + "rotary base " + rotaryBase;
  }
}

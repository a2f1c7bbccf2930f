package io.github.hwgptbench.supernet;

/**
 * The score of a network on a corpus.
 *
 * @param loss sum of the cross entropies of all predicted tokens, nats
 * @param correct how many tokens were the most probable one
 * @param tokens how many were predicted
 */
public record Score(double loss, long correct, long tokens) {

  /** Returns the perplexity, the exponential of the mean cross entropy. */
  public double perplexity() {
    return StrictMath.exp(loss / tokens);
  }

  /** Returns the share of the tokens that were the most probable one, 0 to 1. */
  public double accuracy() {
    return (double) correct / tokens;
  }

  /** Returns the score on this corpus and another one together. */
  Score plus(Score other) {
    return new Score(loss + other.loss, correct + other.correct, tokens + other.tokens);
  }
}

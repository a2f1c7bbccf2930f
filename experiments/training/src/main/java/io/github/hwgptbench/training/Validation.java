package io.github.hwgptbench.training;

import io.github.hwgptbench.supernet.TokenFile;
import io.github.hwgptbench.usage.UsageException;

/**
 * How a training is validated: fixed networks predict a text that none of them learns from. Without
 * patience this changes nothing of the weights.
 *
 * @param text the text to predict
 * @param every steps from one validation to the next; there is one before the first step and one
 *     after the last, too
 * @param tokens how many are predicted, rounded up to whole sequences, which are taken evenly from
 *     all over the text
 * @param patience the training stops after this many validations in a row without a lower mean loss
 *     of the networks, and the weights of the lowest are kept; 0 to train to the end and keep the
 *     last weights
 * @since 0.2.0
 */
public record Validation(TokenFile text, int every, long tokens, int patience) {

  /**
   * Makes a validation.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Validation {
    atLeast("steps between validations", every, 1);
    atLeast("tokens", tokens, 1);
    atLeast("patience", patience, 0);
  }

  private static void atLeast(String what, long value, int min) {
    if (value < min) {
      throw UsageException.of("Validation: %s %d; allowed: %d or more", what, value, min);
    }
  }
}

package io.github.hwgptbench.supernet;

/** Receives the progress of an evaluation, from any thread, one call at a time. */
@FunctionalInterface
public interface SupernetProgress {

  /** Does nothing. */
  SupernetProgress NONE = (done, all) -> {};

  /**
   * Is called after every batch.
   *
   * @param done how many tokens are predicted
   * @param all how many there are to predict
   */
  void predicted(long done, long all);

  /**
   * Is called where an evaluator works otherwise than it is set to, with the same values: fewer
   * sub-networks at once, or scores that can't be kept. Does nothing by default.
   *
   * @param line the current step and its reason
   * @since 0.2.0
   */
  default void warn(String line) {}
}

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
}

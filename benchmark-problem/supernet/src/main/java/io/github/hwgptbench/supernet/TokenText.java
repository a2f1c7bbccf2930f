package io.github.hwgptbench.supernet;

/** A tokenized corpus; tokens are integers from 0 to 65,535. */
public interface TokenText {

  /** Returns its name in messages. */
  String name();

  /** Returns the number of tokens. */
  long size();

  /**
   * Reads some of the tokens.
   *
   * @param from index of the first
   * @param count how many
   * @throws IllegalArgumentException if there are not as many
   * @throws SupernetFileException if they can't be read
   */
  int[] read(long from, int count);
}

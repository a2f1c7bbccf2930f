package io.github.hwgptbench.creation;

/** Receives the progress of a fit; by several threads, one at a time. */
@FunctionalInterface
public interface FitProgress {

  /**
   * Receives that a part is done.
   *
   * @param what the part, for example {@code s latency@a100}
   * @param done how many parts are done
   * @param of how many there are
   */
  void done(String what, int done, int of);
}

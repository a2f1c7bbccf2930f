package io.github.hwgptbench.suite;

/**
 * Receives the evaluations of one run, in order. Called by the thread of the run, which waits for
 * it.
 *
 * @since 0.2.0
 */
@FunctionalInterface
public interface RunListener {

  /** Hears nothing. */
  RunListener NONE = evaluation -> {};

  /** Called after an evaluation is recorded. */
  void evaluated(RunEvaluation evaluation);
}

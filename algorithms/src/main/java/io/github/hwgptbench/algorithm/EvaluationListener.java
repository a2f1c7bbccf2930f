package io.github.hwgptbench.algorithm;

/** Receives every evaluation of a run, as it happens; this is how a run is recorded. */
@FunctionalInterface
public interface EvaluationListener {

  /**
   * Hears of one evaluation, in the thread of the run. What it throws ends the run and reaches the
   * caller of it.
   *
   * @param evaluation its candidate's number counts the evaluations of the run, from 0
   */
  void evaluated(Evaluation evaluation);
}

package io.github.hwgptbench.algorithm.halving;

import io.github.hwgptbench.algorithm.Evaluation;

/** An evaluated genotype of a rung. */
final class Member {

  private final int number;
  private final int[] genes;
  private final double[] objectives;
  private final double violation;
  private boolean promoted;

  /**
   * Makes a member.
   *
   * @param number how many came to the rung before
   */
  Member(int number, Evaluation evaluation) {
    this.number = number;
    genes = evaluation.candidate().genes();
    objectives = evaluation.comparableObjectives();
    violation = evaluation.totalViolation();
  }

  int number() {
    return number;
  }

  int[] genes() {
    return genes;
  }

  double[] objectives() {
    return objectives;
  }

  double violation() {
    return violation;
  }

  /** Returns whether it has gone on to the next rung. */
  boolean promoted() {
    return promoted;
  }

  void promote() {
    promoted = true;
  }
}

package io.github.hwgptbench.algorithm.evolution;

import io.github.hwgptbench.algorithm.Evaluation;

/** A member of a population. Its arrays are shared and never changed. */
final class Individual {

  private final long number;
  private final int[] genes;
  private final double[] objectives;
  private final double violation;

  Individual(Evaluation evaluation) {
    number = evaluation.candidate().number();
    genes = evaluation.candidate().genes();
    objectives = evaluation.comparableObjectives();
    violation = evaluation.totalViolation();
  }

  /** How many candidates were proposed before this one: the smaller, the older. */
  long number() {
    return number;
  }

  int[] genes() {
    return genes;
  }

  /** Without NaN. */
  double[] objectives() {
    return objectives;
  }

  /** 0 if feasible. */
  double violation() {
    return violation;
  }
}

package io.github.hwgptbench.algorithm.evolution;

import io.github.hwgptbench.algorithm.Evaluation;

/**
 * A member of a population. Its arrays are shared and never changed. The order is that of
 * violation, then lexicographic by objectives, so that none is dominated by a later one; it is not
 * consistent with equals.
 */
final class Individual implements Comparable<Individual> {

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

  @Override
  public int compareTo(Individual other) {
    if (violation != other.violation) {
      return violation < other.violation ? -1 : 1;
    }
    for (int i = 0; i < objectives.length; i++) {
      if (objectives[i] != other.objectives[i]) {
        return objectives[i] < other.objectives[i] ? -1 : 1;
      }
    }
    return 0;
  }
}

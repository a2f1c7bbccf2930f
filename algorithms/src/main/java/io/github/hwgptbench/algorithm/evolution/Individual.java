package io.github.hwgptbench.algorithm.evolution;

import io.github.hwgptbench.algorithm.Evaluation;

/**
 * A member of a population. Its arrays are shared and never changed. The order is that of
 * violation, then lexicographic by objectives, so that none is dominated by a later one; it is not
 * consistent with equals.
 *
 * @param number how many candidates were proposed before this one: the smaller, the older
 * @param objectives without NaN
 * @param violation 0 if feasible
 */
record Individual(long number, int[] genes, double[] objectives, double violation)
    implements Comparable<Individual> {

  Individual(Evaluation evaluation) {
    this(
        evaluation.candidate().number(),
        evaluation.candidate().genes(),
        evaluation.comparableObjectives(),
        evaluation.totalViolation());
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

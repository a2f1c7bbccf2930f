package io.github.hwgptbench.algorithm;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a candidate turned out to be worth. Immutable; equal to another with the same candidate and,
 * to the bit, the same values.
 */
public final class Evaluation {

  private final Candidate candidate;
  private final double[] objectives;
  private final double[] violations;

  /**
   * Makes an evaluation.
   *
   * @param candidate what was evaluated
   * @param objectives its values, all minimised; copied
   * @param violations by how much each constraint is broken, 0 where it holds; copied
   */
  public Evaluation(Candidate candidate, double[] objectives, double[] violations) {
    this.candidate = candidate;
    this.objectives = objectives.clone();
    this.violations = violations.clone();
  }

  /** Returns what was evaluated. */
  public Candidate candidate() {
    return candidate;
  }

  /** Returns the values of the objectives, all minimised, in a new array. */
  public double[] objectives() {
    return objectives.clone();
  }

  /** Returns by how much each constraint is broken, in a new array; empty without constraints. */
  public double[] violations() {
    return violations.clone();
  }

  /**
   * Returns the values of the objectives with positive infinity for NaN, in a new array: a value
   * that is not known counts as the worst.
   */
  public double[] comparableObjectives() {
    double[] comparable = objectives.clone();
    for (int i = 0; i < comparable.length; i++) {
      if (Double.isNaN(comparable[i])) {
        comparable[i] = Double.POSITIVE_INFINITY;
      }
    }
    return comparable;
  }

  /**
   * Returns the sum of the violations, by which infeasible candidates compare (Deb et al. 2002): 0
   * exactly if every constraint holds, positive infinity if a violation is NaN.
   */
  public double totalViolation() {
    double total = 0;
    for (double violation : violations) {
      if (!(violation <= 0)) {
        total += Double.isNaN(violation) ? Double.POSITIVE_INFINITY : violation;
      }
    }
    return total;
  }

  /** Tells whether every constraint holds. */
  public boolean feasible() {
    for (double violation : violations) {
      if (!(violation <= 0)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Evaluation that
        && candidate.equals(that.candidate)
        && Arrays.equals(objectives, that.objectives)
        && Arrays.equals(violations, that.violations);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * candidate.hashCode() + Arrays.hashCode(objectives))
        + Arrays.hashCode(violations);
  }

  /** Returns the candidate and its values. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %s%s",
        candidate,
        Arrays.toString(objectives),
        violations.length == 0 ? "" : ", violations " + Arrays.toString(violations));
  }
}

package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.internal.text.Text;
import java.util.Arrays;

/**
 * The values of a candidate. Immutable; equal to another with the same candidate and bit-identical
 * values, cost and time.
 */
public final class Evaluation {

  private final Candidate candidate;
  private final double[] objectives;
  private final double[] margins;
  private final double cost;
  private final double seconds;

  /**
   * Makes an evaluation of cost 1, on no simulated clock.
   *
   * @param candidate the evaluated candidate
   * @param objectives its values, all minimised; copied
   * @param margins the violation of each constraint; if it holds, 0, or the negated distance to the
   *     bound if it is known; copied
   */
  public Evaluation(Candidate candidate, double[] objectives, double[] margins) {
    this(candidate, objectives, margins, 1, Double.NaN);
  }

  /**
   * Makes an evaluation.
   *
   * @param candidate the evaluated candidate
   * @param objectives its values, all minimised; copied
   * @param margins the margin of each constraint; copied
   * @param cost the cost, in evaluations at the highest fidelity
   * @param seconds the end of the evaluation on the simulated clock, in seconds since the beginning
   *     of the search; NaN without a clock
   * @since 0.2.0
   */
  public Evaluation(
      Candidate candidate, double[] objectives, double[] margins, double cost, double seconds) {
    this(objectives.clone(), margins.clone(), candidate, cost, seconds);
  }

  private Evaluation(
      double[] objectives, double[] margins, Candidate candidate, double cost, double seconds) {
    this.candidate = candidate;
    this.objectives = objectives;
    this.margins = margins;
    this.cost = cost;
    this.seconds = seconds;
  }

  /** Makes an evaluation of values that are never modified; they are not copied. */
  static Evaluation owning(Candidate candidate, double[] objectives, double[] margins) {
    return new Evaluation(objectives, margins, candidate, 1, Double.NaN);
  }

  /** Returns the evaluated candidate. */
  public Candidate candidate() {
    return candidate;
  }

  /**
   * Returns the cost, in evaluations at the highest fidelity.
   *
   * @since 0.2.0
   */
  public double cost() {
    return cost;
  }

  /**
   * Returns the end of the evaluation on the simulated clock, in seconds since the beginning of the
   * search; NaN without a clock.
   *
   * @since 0.2.0
   */
  public double seconds() {
    return seconds;
  }

  /** Returns the values of the objectives, all minimised, in a new array. */
  public double[] objectives() {
    return objectives.clone();
  }

  /**
   * Returns the violation of each constraint, 0 if it holds, in a new array; empty without
   * constraints.
   */
  public double[] violations() {
    double[] violations = margins();
    for (int i = 0; i < violations.length; i++) {
      violations[i] = Math.max(0, violations[i]);
    }
    return violations;
  }

  /**
   * Returns the margin of each constraint, in a new array; empty without constraints. It is the
   * violation of a violated constraint, and the negated distance to the bound of one that holds. A
   * margin of 0 means that the constraint holds at an unknown distance: the value is censored, and
   * the margin may be any number up to 0.
   */
  public double[] margins() {
    // An empty array is the same for all.
    return margins.length == 0 ? margins : margins.clone();
  }

  /**
   * Returns the values of the objectives with positive infinity for NaN, in a new array: an unknown
   * value counts as the worst.
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
    for (double margin : margins) {
      if (!(margin <= 0)) {
        total += Double.isNaN(margin) ? Double.POSITIVE_INFINITY : margin;
      }
    }
    return total;
  }

  /** Returns whether every constraint holds. */
  public boolean feasible() {
    for (double margin : margins) {
      if (!(margin <= 0)) {
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
        && Arrays.equals(margins, that.margins)
        && Double.compare(cost, that.cost) == 0
        && Double.compare(seconds, that.seconds) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * candidate.hashCode() + Arrays.hashCode(objectives))
        + Arrays.hashCode(margins);
  }

  /** Returns the candidate and its values. */
  @Override
  public String toString() {
    return Text.format(
        "%s: %s%s",
        candidate,
        Arrays.toString(objectives),
        margins.length == 0 ? "" : ", margins " + Arrays.toString(margins));
  }
}

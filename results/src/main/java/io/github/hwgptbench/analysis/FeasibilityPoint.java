package io.github.hwgptbench.analysis;

/**
 * Feasibility of an algorithm after a number of steps of the budget, over its seeds.
 *
 * @param step number of steps
 * @param share share of feasible evaluations so far
 * @param violation mean violation of the evaluations so far, as a share of the bounds
 * @since 0.2.0
 */
public record FeasibilityPoint(int step, Quartiles share, Quartiles violation) {

  /**
   * The middle half of the seeds.
   *
   * @param lower a quarter of the seeds is below
   * @param median half of the seeds are below
   * @param upper three quarters of the seeds are below
   */
  public record Quartiles(double lower, double median, double upper) {}
}

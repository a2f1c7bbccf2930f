package io.github.hwgptbench.creation;

import java.util.List;

/**
 * What a fit of one hardware metric came to, all on rows that the fit did not see.
 *
 * @param space name of the search space
 * @param objective text form of the objective
 * @param rows how many architectures
 * @param steps the parts that were tried, in order
 * @param errors median errors
 * @param drift inter-quartile ranges of the drift
 * @param crowding width of the shortest half of the residuals by that of their middle eight tenths;
 *     0.53 for a normal distribution, far less where measurements sit in a few states
 * @param ramps number of ramps
 * @param coverage of the intervals
 */
record TaskReport(
    String space,
    String objective,
    int rows,
    List<HardwareSelection.Step> steps,
    Errors errors,
    Drift drift,
    double crowding,
    int ramps,
    Coverage coverage) {

  /**
   * Median errors.
   *
   * @param constant of one constant an embed_dim
   * @param base of thirty coefficients
   * @param model of the model
   * @param repeat of an architecture's own median measurement, as a prediction of it
   */
  record Errors(double constant, double base, double model, double repeat) {}

  /**
   * Inter-quartile ranges of the drift, as shares of the value.
   *
   * @param spread of the drift
   * @param embedSpread of how far the drift of one embed_dim departs from the drift of all
   */
  record Drift(double spread, double embedSpread) {}

  /**
   * Shares of single measurements within an interval; not numbers of a metric without repeated
   * measurements.
   *
   * @param of90 within the 90 % interval
   * @param of50 within the 50 % interval
   */
  record Coverage(double of90, double of50) {}
}

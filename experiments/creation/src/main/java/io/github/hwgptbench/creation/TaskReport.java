package io.github.hwgptbench.creation;

import java.util.List;

/**
 * What a fit of one hardware metric came to, all on rows that the fit did not see.
 *
 * @param space name of the search space
 * @param objective text form of the objective
 * @param rows how many architectures
 * @param constantError median error of one constant an embed_dim
 * @param baseError median error of thirty coefficients
 * @param steps the parts that were tried, in order
 * @param error median error of the model
 * @param repeatError median error of an architecture's own median measurement, as a prediction of
 *     it
 * @param driftSpread inter-quartile range of the drift, as a share of the value
 * @param embedDriftSpread inter-quartile range of how far the drift of one embed_dim departs from
 *     the drift of all, as a share of the value
 * @param crowding width of the shortest half of the residuals by that of their middle eight tenths;
 *     0.53 for a normal distribution, far less where measurements sit in a few states
 * @param ramps number of ramps
 * @param coverage90 share of single measurements within the 90 % interval
 * @param coverage50 share of single measurements within the 50 % interval
 */
record TaskReport(
    String space,
    String objective,
    int rows,
    double constantError,
    double baseError,
    List<HardwareSelection.Step> steps,
    double error,
    double repeatError,
    double driftSpread,
    double embedDriftSpread,
    double crowding,
    int ramps,
    double coverage90,
    double coverage50) {}

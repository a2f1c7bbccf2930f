package io.github.hwgptbench.analysis;

/**
 * The relative hypervolume of an algorithm after a number of steps of the budget, over its seeds.
 *
 * @param step how many
 * @param lowerQuartile a quarter of the seeds is below
 * @param median half of the seeds are below
 * @param upperQuartile three quarters of the seeds are below
 * @param lower end of the bootstrap interval of the median
 * @param upper end of the bootstrap interval of the median
 */
public record CurvePoint(
    int step,
    double lowerQuartile,
    double median,
    double upperQuartile,
    double lower,
    double upper) {}

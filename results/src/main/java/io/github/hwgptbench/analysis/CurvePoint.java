package io.github.hwgptbench.analysis;

/**
 * The relative hypervolume of an algorithm after a number of steps of the budget, over its seeds.
 *
 * @param step number of steps
 * @param lowerQuartile lower quartile over the seeds
 * @param median median over the seeds
 * @param upperQuartile upper quartile over the seeds
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

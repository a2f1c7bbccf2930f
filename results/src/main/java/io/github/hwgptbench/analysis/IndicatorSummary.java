package io.github.hwgptbench.analysis;

import io.github.hwgptbench.statistics.BootstrapInterval;
import io.github.hwgptbench.statistics.Summary;

/**
 * One indicator of one algorithm over its seeds.
 *
 * @param summary median and quartiles; counts the seeds
 * @param median with its percentile bootstrap interval
 * @param mark what the algorithm is beside the best of the problem in this indicator
 */
public record IndicatorSummary(Summary summary, BootstrapInterval median, Mark mark) {}

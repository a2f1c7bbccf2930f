package io.github.hwgptbench.analysis;

import io.github.hwgptbench.statistics.BootstrapInterval;
import io.github.hwgptbench.statistics.Summary;

/**
 * One indicator of one algorithm over its seeds.
 *
 * @param summary median and quartiles over the seeds
 * @param median median with its percentile bootstrap interval
 * @param mark comparison with the best algorithm of the problem in this indicator
 */
public record IndicatorSummary(Summary summary, BootstrapInterval median, Mark mark) {}

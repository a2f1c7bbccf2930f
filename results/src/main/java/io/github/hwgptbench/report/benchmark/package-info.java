/**
 * The report of the benchmark itself: figures and tables of its metrics.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.report.benchmark;

import org.jspecify.annotations.NullMarked;

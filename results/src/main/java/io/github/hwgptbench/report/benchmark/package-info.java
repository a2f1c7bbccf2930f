/**
 * The report of the benchmark itself: what its metrics are like, as figures and tables.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.report.benchmark;

import org.jspecify.annotations.NullMarked;

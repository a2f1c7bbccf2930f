/** The report of the benchmark itself: what its metrics are like, as figures and tables. */
@NullMarked
package io.github.hwgptbench.report.benchmark;

import org.jspecify.annotations.NullMarked;

/** The report of the benchmark itself: what its metrics are like, as figures and tables. */
package io.github.hwgptbench.report.benchmark;

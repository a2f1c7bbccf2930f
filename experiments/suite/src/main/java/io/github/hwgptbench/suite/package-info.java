/** Suites of runs: which there are, and running them on all cores with the same results on any. */
package io.github.hwgptbench.suite;

/** Suites of experiments: which cells there are, and how they run. */
package io.github.hwgptbench.suite;

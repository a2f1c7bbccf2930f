/** The record of runs: every evaluation, what was run, and what it was run with. */
package io.github.hwgptbench.record;

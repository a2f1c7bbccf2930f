/** The record of runs: every evaluation, what was run, and what it was run with. */
@NullMarked
package io.github.hwgptbench.record;

import org.jspecify.annotations.NullMarked;

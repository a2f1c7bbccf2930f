/**
 * The record of runs: every evaluation, what was run, and what it was run with.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.record;

import org.jspecify.annotations.NullMarked;

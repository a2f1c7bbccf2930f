/**
 * The record of runs: every evaluation, with all settings and the provenance.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.record;

import org.jspecify.annotations.NullMarked;

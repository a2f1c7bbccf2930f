/**
 * Suites as they run, for the live page of {@code hwgpt run --live} and {@code hwgpt serve}:
 * counts, curves, fronts and failures, from the reports of a running suite and from the record of
 * finished runs.
 *
 * @since 0.2.0
 */
@NullMarked
package io.github.hwgptbench.live;

import org.jspecify.annotations.NullMarked;

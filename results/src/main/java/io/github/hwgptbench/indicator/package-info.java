/**
 * Quality indicators of runs, at their end and after every evaluation, under named protocols, and
 * attainment surfaces of several runs.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.indicator;

import org.jspecify.annotations.NullMarked;

/**
 * Indicators of how good the outcome of a run is, at its end and after every evaluation, under
 * protocols that have a name, and what several runs attained.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.indicator;

import org.jspecify.annotations.NullMarked;

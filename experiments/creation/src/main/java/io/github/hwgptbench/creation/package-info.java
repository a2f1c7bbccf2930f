/**
 * Making a benchmark: fitting surrogates to measured tables.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.creation;

import org.jspecify.annotations.NullMarked;

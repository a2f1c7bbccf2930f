/**
 * How this library writes text.
 *
 * @since 0.2.0
 */
@NullMarked
package io.github.hwgptbench.internal.text;

import org.jspecify.annotations.NullMarked;

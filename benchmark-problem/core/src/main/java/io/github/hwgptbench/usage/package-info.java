/**
 * Exceptions that distinguish wrong usage from defects of this library.
 *
 * @since 0.2.0
 */
@NullMarked
package io.github.hwgptbench.usage;

import org.jspecify.annotations.NullMarked;

/**
 * What tells a mistake of a user from an error of this library.
 *
 * @since 0.2.0
 */
@NullMarked
package io.github.hwgptbench.usage;

import org.jspecify.annotations.NullMarked;

/**
 * The command line.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.cli;

import org.jspecify.annotations.NullMarked;

/**
 * The command line.
 *
 * @since 0.1.0
 */
package io.github.hwgptbench.cli;

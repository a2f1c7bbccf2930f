/**
 * What {@code ./hwgpt} starts first: builds the command line where needed, and runs it.
 *
 * @since 0.2.0
 */
package io.github.hwgptbench.launcher;

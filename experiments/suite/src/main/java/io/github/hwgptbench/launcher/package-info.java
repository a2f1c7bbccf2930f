/** What {@code ./hwgpt} starts first: builds the command line where needed, and runs it. */
package io.github.hwgptbench.launcher;

/** The command line. */
package io.github.hwgptbench.cli;

/** The record of a run: every evaluation, and what was run. */
package io.github.hwgptbench.record;

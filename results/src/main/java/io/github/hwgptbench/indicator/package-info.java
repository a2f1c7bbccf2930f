/** Indicators of how good the outcome of a run is. */
package io.github.hwgptbench.indicator;

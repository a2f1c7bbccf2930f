/**
 * Indicators of how good the outcome of a run is, and the best fronts known, which say how good it
 * could be.
 */
package io.github.hwgptbench.indicator;

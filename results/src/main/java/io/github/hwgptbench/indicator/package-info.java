/**
 * Indicators of how good the outcome of a run is, at its end and after every evaluation, under
 * protocols that have a name; what several runs attained; and the best fronts known, which say how
 * good a run could be.
 */
package io.github.hwgptbench.indicator;

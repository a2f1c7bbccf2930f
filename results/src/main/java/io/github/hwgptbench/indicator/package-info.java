/**
 * Indicators of how good the outcome of a run is, at its end and after every evaluation, under
 * protocols that have a name, and what several runs attained.
 */
package io.github.hwgptbench.indicator;

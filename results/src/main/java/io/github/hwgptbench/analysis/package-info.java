/**
 * All numbers of a report of suites, computed from their records: an analyzer makes a
 * {@link io.github.hwgptbench.analysis.SuiteAnalysis}. Runs are read one at a time and scored on
 * noise-free values.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.analysis;

import org.jspecify.annotations.NullMarked;

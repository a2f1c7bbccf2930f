/**
 * Measured tables: the architectures that were measured, the measurements of each metric, and an
 * evaluator of these alone. Custom tables have the layout of the published measurements.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.table;

import org.jspecify.annotations.NullMarked;

/**
 * Measuring architectures on the machine at hand, and writing the measurements as tables of the
 * layout that {@link io.github.hwgptbench.table.MeasuredData} reads.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.creation.measurement;

import org.jspecify.annotations.NullMarked;

/**
 * Suites in Parquet files.
 *
 * @since 0.2.0
 */
@NullMarked
package io.github.hwgptbench.export.parquet;

import org.jspecify.annotations.NullMarked;

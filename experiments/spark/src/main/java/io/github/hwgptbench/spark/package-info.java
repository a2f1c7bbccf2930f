/**
 * Suites on Apache Spark: a run is a task, whose result is returned to the driver, which keeps the
 * record. Everything but the transport is in {@link io.github.hwgptbench.suite}.
 *
 * @since 0.2.0
 */
@NullMarked
package io.github.hwgptbench.spark;

import org.jspecify.annotations.NullMarked;

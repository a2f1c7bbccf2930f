/**
 * What is optimised and bounded: metrics, the devices they are taken on, objectives, constraints,
 * the bounds that normalise them, and the metrics that have a closed form.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.objective;

import org.jspecify.annotations.NullMarked;

/**
 * Analyses of the benchmark itself: correlations of metrics across devices, distributions of
 * metrics, the importance of the choices, and the calibration of the surrogates. All numbers are
 * predictions of the surrogates over seeded samples of architectures, and bit-identical for the
 * same seed.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.landscape;

import org.jspecify.annotations.NullMarked;

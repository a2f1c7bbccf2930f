/**
 * The benchmark itself, looked at from above: how metrics go together across devices, how each is
 * distributed, which choices decide it, and how well what the surrogates say of measurements holds.
 * All numbers are of the surrogates, over seeded samples of architectures, and bit-identical for
 * the same seed.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.landscape;

import org.jspecify.annotations.NullMarked;

/**
 * What the factories of our own optimizers share.
 *
 * @since 0.2.0
 */
@NullMarked
package io.github.hwgptbench.algorithm.internal.factory;

import org.jspecify.annotations.NullMarked;

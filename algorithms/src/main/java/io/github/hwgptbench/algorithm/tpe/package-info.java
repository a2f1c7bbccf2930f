/**
 * The tree-structured Parzen estimator, for several objectives and spaces with inactive genes.
 *
 * @since 0.2.0
 */
@NullMarked
package io.github.hwgptbench.algorithm.tpe;

import org.jspecify.annotations.NullMarked;

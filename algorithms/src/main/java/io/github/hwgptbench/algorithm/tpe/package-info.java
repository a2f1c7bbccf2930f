/** The tree-structured Parzen estimator, for several objectives and spaces with inert genes. */
@NullMarked
package io.github.hwgptbench.algorithm.tpe;

import org.jspecify.annotations.NullMarked;

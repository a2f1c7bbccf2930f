/**
 * What algorithms of other frameworks need to run on our problems and budgets, and our optimizers
 * on the problems of other frameworks: the same for all frameworks, and bound to none.
 *
 * @since 0.2.0
 */
@NullMarked
package io.github.hwgptbench.algorithm.internal.framework;

import org.jspecify.annotations.NullMarked;

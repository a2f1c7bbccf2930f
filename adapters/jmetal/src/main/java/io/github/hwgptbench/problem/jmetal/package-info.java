/**
 * A benchmark problem as an integer problem of jMetal, which must be on the class path.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.problem.jmetal;

import org.jspecify.annotations.NullMarked;

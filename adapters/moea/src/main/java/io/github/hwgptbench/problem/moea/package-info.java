/**
 * A benchmark problem for MOEA Framework, which has to be on the class path. The framework then
 * finds the problem by its name, such as {@code HWGPT-S(perplexity,energy@rtx2080)}, also from its
 * own command line, and the operators that fit the variables.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.problem.moea;

import org.jspecify.annotations.NullMarked;

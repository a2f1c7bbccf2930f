/**
 * A benchmark problem for MOEA Framework, which must be on the class path. The framework then finds
 * the problem by its name, such as {@code HWGPT-S(perplexity,energy@rtx2080)}, also on its command
 * line, and the operators for its variables.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.problem.moea;

import org.jspecify.annotations.NullMarked;

/**
 * What is searched: a {@link io.github.hwgptbench.problem.Problem}, which no framework owns, and
 * the {@link io.github.hwgptbench.problem.BenchmarkProblem} of architectures and their metrics,
 * with constraints and, on request, with measurement noise.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.problem;

import org.jspecify.annotations.NullMarked;

/**
 * The benchmark as a multi-objective problem that no framework owns:
 * {@link io.github.hwgptbench.problem.BenchmarkProblem}, minimised, with constraints and, on
 * request, with the noise of measuring. The packages below it wrap such a problem for jMetal and
 * for MOEA Framework.
 */
package io.github.hwgptbench.problem;

/**
 * The best-known Pareto fronts: those that ship with the benchmark, their files, and how good
 * points are beside one.
 */
package io.github.hwgptbench.front;

/** Pareto local search, as it is meant and as the authors of HW-GPT-Bench run it. */
package io.github.hwgptbench.algorithm.local;

/** MOEA Framework's algorithms on a benchmark problem. */
package io.github.hwgptbench.adapter.moea;

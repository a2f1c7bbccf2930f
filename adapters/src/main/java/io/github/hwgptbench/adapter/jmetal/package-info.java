/**
 * jMetal's algorithms on a benchmark problem: operators for categories, runs that are repeatable
 * however many go on at a time, and jMetal's NSGA-II put together from these.
 */
package io.github.hwgptbench.adapter.jmetal;

package io.github.hwgptbench.analysis;

/**
 * The mean rank of an algorithm after a number of steps of the budget.
 *
 * @param step number of steps
 * @param rank from 1, the best
 */
public record RankPoint(int step, double rank) {}

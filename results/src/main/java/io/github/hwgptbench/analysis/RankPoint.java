package io.github.hwgptbench.analysis;

/**
 * The mean rank of an algorithm after so many evaluations.
 *
 * @param evaluations how many
 * @param rank from 1, the best
 */
public record RankPoint(int evaluations, double rank) {}

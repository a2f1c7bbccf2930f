package io.github.hwgptbench.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Computes ranks of numbers, from 1; equal numbers share the mean of their ranks. */
public final class Ranks {

  private Ranks() {}

  /** Returns the rank of each number; the best has rank 1. */
  public static double[] of(double[] values, Better better) {
    Comparator<Integer> rising = Comparator.comparingDouble(i -> values[i]);
    int[] order = IntStream.range(0, values.length)
        .boxed()
        .sorted(better == Better.LESS ? rising : rising.reversed())
        .mapToInt(Integer::intValue)
        .toArray();
    double[] ranks = new double[values.length];
    int from = 0;
    while (from < order.length) {
      int to = from;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + 1 + to) / 2.0;
      }
      from = to;
    }
    return ranks;
  }
}

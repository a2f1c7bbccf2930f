package io.github.hwgptbench.creation.measurement;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Rounds of measuring that a machine was at one level in. Rounds are repeated until there are
 * enough of them, up to three times as many.
 *
 * @param readings one row per network, and as columns the repeats of the rounds of the level, in
 *     the order of measuring; of all rounds, if the machine was not stable
 * @param drift of all rounds
 * @param stable whether there are enough rounds at one level
 * @since 0.2.0
 */
public record StableRounds(double[][] readings, Drift drift, boolean stable) {

  private static final int TIMES = 3;

  /**
   * Measures.
   *
   * @param rounds measures a round, counted from 0: one row per network, one column a repeat
   * @param enough rounds, at least two: a single one says nothing about a machine
   * @param repeats measurements of a network in a round
   * @param tolerance how far the highest of the levels may be above the lowest, as a share of it
   */
  public static StableRounds measure(
      IntFunction<double[][]> rounds, int enough, int repeats, double tolerance) {
    if (enough < 2) {
      throw new IllegalArgumentException("one round; allowed: 2 or more");
    }
    double[][] all = rounds.apply(0).clone();
    for (int round = 1; ; round++) {
      Collector.append(all, rounds.apply(round));
      Drift drift = Drift.of(all, repeats);
      int[] chosen = closest(drift.levels(), Math.min(enough, round + 1));
      if (chosen.length == enough
          && drift.levels().get(chosen[enough - 1]) / drift.levels().get(chosen[0]) - 1
              <= tolerance) {
        return new StableRounds(columns(all, chosen, repeats), drift, true);
      }
      if (round + 1 >= TIMES * enough) {
        return new StableRounds(all, drift, false);
      }
    }
  }

  /** The rounds whose levels are the fewest apart, ascending by level. */
  private static int[] closest(List<Double> levels, int count) {
    int[] order = IntStream.range(0, levels.size())
        .boxed()
        .sorted(Comparator.comparing(levels::get))
        .mapToInt(Integer::intValue)
        .toArray();
    int from = IntStream.rangeClosed(0, order.length - count)
        .boxed()
        .min(Comparator.comparing(
            first -> levels.get(order[first + count - 1]) / levels.get(order[first])))
        .orElseThrow();
    return Arrays.copyOfRange(order, from, from + count);
  }

  private static double[][] columns(double[][] all, int[] rounds, int repeats) {
    int[] columns = Arrays.stream(rounds)
        .sorted()
        .flatMap(round -> IntStream.range(round * repeats, (round + 1) * repeats))
        .toArray();
    return Arrays.stream(all)
        .map(row -> Arrays.stream(columns).mapToDouble(column -> row[column]).toArray())
        .toArray(double[][]::new);
  }
}

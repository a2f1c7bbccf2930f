package io.github.hwgptbench.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/** The bars of a critical-difference diagram (Demšar 2006, JMLR 7, figure 1). */
final class RankGroups {

  private RankGroups() {}

  /**
   * Returns the groups of two algorithms or more that are neighbours in the order of their ranks,
   * as large as can be, in which no two differ. Best group first, and in it the indices of its
   * algorithms, best first.
   */
  static List<List<Integer>> of(List<Double> averageRanks, BiPredicate<Integer, Integer> differ) {
    List<Integer> order = IntStream.range(0, averageRanks.size())
        .boxed()
        .sorted(Comparator.comparingDouble(averageRanks::get))
        .toList();
    List<List<Integer>> groups = new ArrayList<>();
    int covered = 0;
    for (int from = 0; from < order.size(); from++) {
      int to = from + 1;
      while (to < order.size() && noneDiffers(order.subList(from, to), order.get(to), differ)) {
        to++;
      }
      if (to > covered && to - from > 1) {
        groups.add(order.subList(from, to));
      }
      covered = Math.max(covered, to);
    }
    return List.copyOf(groups);
  }

  private static boolean noneDiffers(
      List<Integer> group, int next, BiPredicate<Integer, Integer> differ) {
    return group.stream().noneMatch(member -> differ.test(member, next));
  }
}

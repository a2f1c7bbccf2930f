package io.github.hwgptbench.suite;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import com.google.common.collect.Multiset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Random samples of runs with even shares: the numbers of runs of two algorithms differ by one at
 * most, and so do those of two problems within an algorithm, unless one has no more.
 */
final class EvenSample {

  private EvenSample() {}

  /**
   * Draws a sample.
   *
   * @param size number of runs; all are returned if there are fewer
   * @param algorithm returns the algorithm of a run
   * @param problem returns the problem of a run
   */
  static <T> List<T> of(
      Collection<T> runs,
      int size,
      Random random,
      Function<T, String> algorithm,
      Function<T, String> problem) {
    List<T> shuffled = new ArrayList<>(runs);
    Collections.shuffle(shuffled, random);
    List<T> overProblems =
        dealt(shuffled, run -> List.of(algorithm.apply(run), problem.apply(run)));
    return dealt(overProblems, algorithm).subList(0, Math.min(size, runs.size()));
  }

  /** Returns the first of each group, then the second of each, and so on. */
  private static <T> List<T> dealt(List<T> all, Function<T, ?> group) {
    Multiset<Object> before = HashMultiset.create();
    ListMultimap<Integer, T> rounds =
        MultimapBuilder.treeKeys().arrayListValues().build();
    all.forEach(one -> rounds.put(before.add(group.apply(one), 1), one));
    return List.copyOf(rounds.values());
  }
}

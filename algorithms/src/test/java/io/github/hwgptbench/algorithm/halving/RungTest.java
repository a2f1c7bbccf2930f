package io.github.hwgptbench.algorithm.halving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.internal.halving.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RungTest {

  /** With values that are equal, infinite or not known, and with violations. */
  private static Evaluation evaluation(int number, int objectives, SplittableRandom random) {
    double[] values = new double[objectives];
    for (int j = 0; j < objectives; j++) {
      int value = random.nextInt(22);
      values[j] = value == 20 ? Double.POSITIVE_INFINITY : value == 21 ? Double.NaN : value - 3;
    }
    double margin = random.nextInt(3) - 1;
    return new Evaluation(new Candidate(number, new int[] {number}), values, new double[] {margin});
  }

  /** The best of all, sorted anew. */
  private static int[] expected(
      List<Evaluation> all, Set<Integer> gone, double reduction, Spread spread) {
    int[] best = spread.best(
        all.stream().mapToDouble(Evaluation::totalViolation).toArray(),
        all.stream().map(Evaluation::comparableObjectives).toArray(double[][]::new),
        (int) (all.size() / reduction));
    return Arrays.stream(best).filter(index -> !gone.contains(index)).limit(1).toArray();
  }

  @ParameterizedTest
  @EnumSource
  void theSameGoOnAsWhereAllAreSortedAnew(Spread spread) {
    for (int seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int objectives = 1 + seed % 4;
      double reduction = 1.2 + random.nextInt(4);
      Rung rung = new Rung(0, reduction, spread);
      List<Evaluation> all = new ArrayList<>();
      Set<Integer> gone = new HashSet<>();
      while (all.size() < 120) {
        Evaluation next = evaluation(all.size(), objectives, random);
        all.add(next);
        rung.add(next);
        for (int asked = random.nextInt(3); asked > 0; asked--) {
          int[] expected = expected(all, gone, reduction, spread);
          int[] promoted = rung.promote().orElse(new int[0]);
          assertArrayEquals(expected, promoted, "seed " + seed + " after " + all.size());
          Arrays.stream(promoted).forEach(gone::add);
        }
      }
      assertTrue(gone.size() > 10, gone.toString());
    }
  }
}

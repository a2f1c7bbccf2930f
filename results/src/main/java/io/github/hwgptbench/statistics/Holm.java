package io.github.hwgptbench.statistics;

import io.github.hwgptbench.internal.text.Text;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The step-down correction of Holm (1979, Scandinavian Journal of Statistics 6, p. 65) for several
 * tests: rejecting hypotheses whose adjusted p-value is at most a level controls the family-wise
 * error rate at that level, whatever the dependence of the tests.
 */
public final class Holm {

  private Holm() {}

  /**
   * Returns adjusted p-values, in a new array in the order of the given ones: the i-th smallest of
   * m is multiplied by m - i + 1, and is at least the previous one and at most 1.
   *
   * @param pValues one per test
   * @throws IllegalArgumentException if one is not from 0 to 1
   */
  public static double[] adjusted(double... pValues) {
    for (int i = 0; i < pValues.length; i++) {
      if (!(pValues[i] >= 0 && pValues[i] <= 1)) {
        throw new IllegalArgumentException(
            Text.format("Probability %d: %s; allowed: from 0 to 1", i, pValues[i]));
      }
    }
    int[] rising = IntStream.range(0, pValues.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> pValues[i]))
        .mapToInt(Integer::intValue)
        .toArray();
    double[] adjusted = new double[pValues.length];
    double before = 0;
    for (int i = 0; i < rising.length; i++) {
      before = Math.max(before, Math.min(1, (rising.length - i) * pValues[rising[i]]));
      adjusted[rising[i]] = before;
    }
    return adjusted;
  }
}

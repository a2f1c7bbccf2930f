package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.statistics.Better;
import io.github.hwgptbench.statistics.BootstrapInterval;
import io.github.hwgptbench.statistics.Holm;
import io.github.hwgptbench.statistics.PairwiseComparison;
import io.github.hwgptbench.statistics.SmallestPValue;
import io.github.hwgptbench.statistics.VarghaDelaney;
import io.github.hwgptbench.statistics.WilcoxonSignedRank;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tests every two algorithms of a problem in one indicator, over the seeds that both have. */
final class PairTests {

  private record Pair(int first, int second, int sharedSeeds, WilcoxonSignedRank signedRank) {}

  private final Indicator indicator;
  private final List<String> names;
  /** By seed, in the order of the seeds. */
  private final List<Map<Long, Double>> values;

  private final List<PairTest> tests;

  PairTests(Indicator indicator, List<String> names, List<Map<Long, Double>> values) {
    this.indicator = indicator;
    this.names = names;
    this.values = values;
    this.tests = tests();
  }

  private List<PairTest> tests() {
    List<Pair> pairs = new ArrayList<>();
    for (int first = 0; first < names.size(); first++) {
      for (int second = first + 1; second < names.size(); second++) {
        pairs.add(pair(first, second));
      }
    }
    double[] adjusted = Holm.adjusted(
        pairs.stream().mapToDouble(pair -> pair.signedRank().pValue()).toArray());
    List<PairTest> all = new ArrayList<>();
    for (Pair pair : pairs) {
      all.add(new PairTest(
          names.get(pair.first()),
          names.get(pair.second()),
          pair.sharedSeeds(),
          new PairwiseComparison(
              pair.first(),
              pair.second(),
              pair.signedRank(),
              adjusted[all.size()],
              VarghaDelaney.of(all(pair.first()), all(pair.second())))));
    }
    return List.copyOf(all);
  }

  private Pair pair(int first, int second) {
    List<Long> shared = values.get(first).keySet().stream()
        .filter(values.get(second)::containsKey)
        .toList();
    return new Pair(
        first, second, shared.size(), WilcoxonSignedRank.of(at(first, shared), at(second, shared)));
  }

  private double[] at(int algorithm, List<Long> seeds) {
    return seeds.stream().mapToDouble(values.get(algorithm)::get).toArray();
  }

  private double[] all(int algorithm) {
    return values.get(algorithm).values().stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  IndicatorTests result() {
    return new IndicatorTests(indicator, tests);
  }

  /** Returns what every algorithm is beside the best, in their order. */
  List<Mark> marks(double level) {
    double[] medians = new double[names.size()];
    int best = 0;
    for (int i = 0; i < medians.length; i++) {
      medians[i] = BootstrapInterval.median(all(i));
      if (better(medians[i], medians[best])) {
        best = i;
      }
    }
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < medians.length; i++) {
      marks.add(medians[i] == medians[best] ? Mark.BEST : mark(best, i, level));
    }
    return marks;
  }

  private boolean better(double one, double other) {
    return indicator.better() == Better.MORE ? one > other : one < other;
  }

  private Mark mark(int best, int other, double level) {
    PairTest test = tests.stream()
        .filter(pair -> pair.comparison().first() == Math.min(best, other)
            && pair.comparison().second() == Math.max(best, other))
        .findFirst()
        .orElseThrow();
    if (test.comparison().adjustedPValue() <= level) {
      // Seeds may side with the one that has the worse median.
      return favours(test.comparison(), best) ? Mark.WORSE : Mark.NOT_WORSE;
    }
    return SmallestPValue.ofSignedRank(test.sharedSeeds(), tests.size()) > level
        ? Mark.UNDECIDED
        : Mark.NOT_WORSE;
  }

  private boolean favours(PairwiseComparison pair, int algorithm) {
    boolean firstIsLarger = pair.signedRank().positive() > pair.signedRank().negative();
    boolean firstIsBetter = firstIsLarger == (indicator.better() == Better.MORE);
    return firstIsBetter == (pair.first() == algorithm);
  }
}

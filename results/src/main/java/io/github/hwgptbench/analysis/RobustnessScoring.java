package io.github.hwgptbench.analysis;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.landscape.SurrogateWorlds;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.statistics.BootstrapInterval;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Scores the final fronts of a problem again in worlds drawn from the errors of the surrogates. */
final class RobustnessScoring {

  private final SurrogateWorlds worlds;
  private final int count;
  private final SearchSpace space;
  private final HypervolumeProtocol protocol;
  private final Normalization normalization;

  private RobustnessScoring(SurrogateWorlds worlds, int count, RunSettings settings) {
    this.worlds = worlds;
    this.count = count;
    this.space = settings.space();
    this.protocol = settings.protocol();
    this.normalization = protocol.normalization(settings.objectives());
  }

  /**
   * Compares every two algorithms in all worlds.
   *
   * @param settings of the problem
   * @param algorithms what they found
   * @param tests of the same algorithms in the indicator that they are ranked by
   * @return empty if no worlds are asked for, or other surrogates than those that ship have
   *     answered, or their error is not known for an objective
   */
  static Optional<Robustness> of(
      RunSettings settings,
      List<AlgorithmScoring> algorithms,
      IndicatorTests tests,
      AnalysisSettings analysis,
      Workers workers)
      throws IOException, InterruptedException {
    if (analysis.worlds() == 0 || algorithms.size() < 2) {
      return Optional.empty();
    }
    Optional<SurrogateWorlds> worlds = worlds(settings, analysis.seed());
    if (worlds.isEmpty()) {
      return Optional.empty();
    }
    RobustnessScoring scoring = new RobustnessScoring(worlds.get(), analysis.worlds(), settings);
    List<double[]> medians = new ArrayList<>();
    for (AlgorithmScoring algorithm : algorithms) {
      medians.add(scoring.medians(workers.each(algorithm.runs(), scoring::hypervolumes)));
    }
    return Optional.of(
        new Robustness(analysis.worlds(), analysis.seed(), pairs(algorithms, medians, tests)));
  }

  private static Optional<SurrogateWorlds> worlds(RunSettings settings, long seed) {
    if (!settings.space().measured()) {
      return Optional.empty();
    }
    try (HwGptBench bench = HwGptBench.open(settings.space())) {
      return bench.surrogateHash().equals(settings.provenance().surrogates())
              && new HashSet<>(bench.objectives()).containsAll(settings.objectives())
          ? SurrogateWorlds.of(bench, settings.objectives(), seed)
          : Optional.empty();
    }
  }

  /** Returns the hypervolume of what a run found in each world. */
  private double[] hypervolumes(RunMeasure run) {
    List<FoundPoint> front = run.front().stream().map(member -> member.value()).toList();
    List<int[]> genes = front.stream()
        .map(point -> space.encode(space.parse(point.architecture())))
        .toList();
    List<double[]> values = front.stream()
        .map(point -> point.values().stream().mapToDouble(Double::doubleValue).toArray())
        .toList();
    return IntStream.range(0, count)
        .mapToDouble(world -> protocol.hypervolume(IntStream.range(0, front.size())
            .mapToObj(i -> normalization.apply(worlds.values(world, genes.get(i), values.get(i))))
            .toArray(double[][]::new)))
        .toArray();
  }

  /** Returns the median over runs in each world. */
  private double[] medians(List<double[]> runs) {
    return IntStream.range(0, count)
        .mapToDouble(world -> BootstrapInterval.median(
            runs.stream().mapToDouble(run -> run[world]).toArray()))
        .toArray();
  }

  private static List<Robustness.Pair> pairs(
      List<AlgorithmScoring> algorithms, List<double[]> medians, IndicatorTests tests) {
    double[] without = algorithms.stream()
        .mapToDouble(algorithm -> BootstrapInterval.median(
            algorithm.runs().stream().mapToDouble(RunMeasure::hypervolume).toArray()))
        .toArray();
    List<Robustness.Pair> pairs = new ArrayList<>();
    for (PairTest test : tests.pairs()) {
      int first = test.comparison().first();
      int second = test.comparison().second();
      if (without[first] != without[second]) {
        int better = without[first] > without[second] ? first : second;
        int worse = first + second - better;
        double[] above = medians.get(better);
        double[] below = medians.get(worse);
        long holds =
            IntStream.range(0, above.length).filter(i -> above[i] > below[i]).count();
        pairs.add(new Robustness.Pair(
            algorithms.get(better).name(),
            algorithms.get(worse).name(),
            test.comparison().adjustedPValue(),
            (double) holds / above.length));
      }
    }
    return pairs;
  }
}

package io.github.hwgptbench.analysis;

import com.google.common.collect.Sets;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
    List<Scored> scored = new ArrayList<>();
    for (AlgorithmScoring algorithm : algorithms) {
      scored.add(scored(algorithm, workers.each(algorithm.runs(), scoring::hypervolumes)));
    }
    return Optional.of(
        new Robustness(analysis.worlds(), analysis.seed(), scoring.pairs(scored, tests)));
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

  /**
   * Hypervolumes of the runs of an algorithm by seed.
   *
   * @param without with the values of the surrogates
   * @param worlds in each world
   */
  private record Scored(String name, Map<Long, Double> without, Map<Long, double[]> worlds) {

    /** Returns the median over some seeds. */
    double median(Set<Long> seeds) {
      return BootstrapInterval.median(
          seeds.stream().mapToDouble(seed -> value(without, seed)).toArray());
    }

    /** Returns the median over some seeds in a world. */
    double median(Set<Long> seeds, int world) {
      return BootstrapInterval.median(
          seeds.stream().mapToDouble(seed -> value(worlds, seed)[world]).toArray());
    }

    private static <T> T value(Map<Long, T> values, long seed) {
      return Objects.requireNonNull(values.get(seed));
    }
  }

  private static Scored scored(AlgorithmScoring algorithm, List<double[]> worlds) {
    Map<Long, Double> without = new TreeMap<>();
    Map<Long, double[]> within = new TreeMap<>();
    for (int i = 0; i < worlds.size(); i++) {
      RunMeasure run = algorithm.runs().get(i);
      without.put(run.outcome().seed(), run.hypervolume());
      within.put(run.outcome().seed(), worlds.get(i));
    }
    return new Scored(algorithm.name(), without, within);
  }

  /** Compares over the seeds that both have, as the tests do. */
  private List<Robustness.Pair> pairs(List<Scored> algorithms, IndicatorTests tests) {
    List<Robustness.Pair> pairs = new ArrayList<>();
    for (PairTest test : tests.pairs()) {
      Scored first = algorithms.get(test.comparison().first());
      Scored second = algorithms.get(test.comparison().second());
      Set<Long> seeds = Set.copyOf(
          Sets.intersection(first.without().keySet(), second.without().keySet()));
      if (!seeds.isEmpty() && first.median(seeds) != second.median(seeds)) {
        boolean inOrder = first.median(seeds) > second.median(seeds);
        Scored better = inOrder ? first : second;
        Scored worse = inOrder ? second : first;
        long holds = IntStream.range(0, count)
            .filter(world -> better.median(seeds, world) > worse.median(seeds, world))
            .count();
        pairs.add(new Robustness.Pair(
            better.name(),
            worse.name(),
            test.comparison().adjustedPValue(),
            (double) holds / count));
      }
    }
    return pairs;
  }
}

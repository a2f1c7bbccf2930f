package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.statistics.PerformanceProfile;
import io.github.hwgptbench.statistics.SmallestPValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Sums up algorithms over problems. */
final class OverallScoring {

  private final List<ProblemAnalysis> problems;
  /** Names of those that all problems have. */
  private final List<String> algorithms;

  private final double level;
  private final List<String> notes = new ArrayList<>();

  OverallScoring(List<ProblemAnalysis> problems, List<String> algorithms, double level) {
    this.problems = problems;
    this.algorithms = algorithms;
    this.level = level;
  }

  /**
   * Sums up.
   *
   * @param ranks of these algorithms on every problem
   * @param steps of the budget that all problems have in common; 0 if they have none
   */
  Optional<OverallAnalysis> analysis(List<List<RankCurve>> ranks, int steps) {
    if (problems.size() < 2 || algorithms.size() < 2) {
      return Optional.empty();
    }
    left();
    List<Ranking> rankings = rankings();
    if (steps == 0) {
      notes.add("Budgets differ between problems: there are no ranks over the budget.");
    } else if (problems.stream().map(ProblemAnalysis::axis).distinct().count() > 1) {
      notes.add(Text.format(
          "Budgets differ between problems: ranks over the budget end after %d evaluations.",
          steps));
    }
    return Optional.of(new OverallAnalysis(
        problems.stream().map(ProblemAnalysis::problem).toList(),
        algorithms,
        rankings,
        steps == 0 || ranks.stream().anyMatch(List::isEmpty)
            ? List.of()
            : RankCurves.mean(ranks, steps),
        steps == 0 ? List.of() : reached(steps),
        profiles(),
        notes));
  }

  private List<ReachedCurve> reached(int steps) {
    return algorithms.stream()
        .map(algorithm -> new ReachedCurve(
            algorithm,
            RunLengths.together(
                problems.stream()
                    .map(problem -> of(problem, algorithm).lengths())
                    .toList(),
                steps)))
        .toList();
  }

  private List<TargetProfile> profiles() {
    List<TargetProfile> profiles = new ArrayList<>();
    List<TargetTime> targets = problems.get(0).algorithms().get(0).targets();
    for (int i = 0; i < targets.size(); i++) {
      int target = i;
      double[][] times = problems.stream()
          .map(problem -> algorithms.stream()
              .map(algorithm -> of(problem, algorithm).targets().get(target))
              .mapToDouble(time -> time.expected().orElse(Double.POSITIVE_INFINITY))
              .toArray())
          .toArray(double[][]::new);
      PerformanceProfile profile = PerformanceProfile.of(times);
      if (profile.ratios().stream().anyMatch(ratios -> !ratios.isEmpty())) {
        profiles.add(new TargetProfile(targets.get(i).share(), algorithms, profile));
      }
    }
    return profiles;
  }

  private void left() {
    Set<String> left = new TreeSet<>();
    problems.forEach(
        problem -> problem.algorithms().forEach(algorithm -> left.add(algorithm.name())));
    algorithms.forEach(left::remove);
    if (!left.isEmpty()) {
      notes.add(
          Text.format("Not among these, as some problems lack them: %s.", String.join(", ", left)));
    }
  }

  private List<Ranking> rankings() {
    List<Ranking> rankings = new ArrayList<>();
    if (problems.size() <= Ranking.MOST_BLOCKS) {
      rankings.add(Ranking.of(Ranking.Blocks.PROBLEMS, algorithms, medians(), level));
    }
    double[][] seeds = seeds();
    if (seeds.length >= 2 && seeds.length <= Ranking.MOST_BLOCKS) {
      Ranking bySeed = Ranking.of(Ranking.Blocks.SEEDS_OF_PROBLEMS, algorithms, seeds, level);
      rankings.add(tooFewProblems() ? 0 : rankings.size(), bySeed);
    }
    return rankings;
  }

  private boolean tooFewProblems() {
    int comparisons = algorithms.size() * (algorithms.size() - 1) / 2;
    boolean tooFew = SmallestPValue.ofSignedRank(problems.size(), comparisons) > level;
    if (tooFew) {
      notes.add(Text.format(
          "Too few problems for tests over problems: with %d of them and %d comparisons, no"
              + " difference can be significant at level %s; with %d problems one could. Tests over"
              + " the seeds of these problems say nothing about other problems.",
          problems.size(), comparisons, level, SmallestPValue.fewestPairs(level, comparisons)));
    }
    return tooFew;
  }

  private double[][] medians() {
    return problems.stream()
        .map(problem -> algorithms.stream()
            .mapToDouble(algorithm -> median(problem, of(problem, algorithm)))
            .toArray())
        .toArray(double[][]::new);
  }

  /** With such a sign that more is better. */
  private static double median(ProblemAnalysis problem, AlgorithmAnalysis algorithm) {
    Indicator indicator = problem.rankedBy();
    return indicator.better().merit(algorithm.summary(indicator).summary().median());
  }

  private double[][] seeds() {
    List<double[]> rows = new ArrayList<>();
    for (ProblemAnalysis problem : problems) {
      List<Map<Long, Double>> values = algorithms.stream()
          .map(algorithm -> bySeed(problem.rankedBy(), of(problem, algorithm)))
          .toList();
      rows.addAll(List.of(SeedBlocks.of(values)));
    }
    return rows.toArray(double[][]::new);
  }

  private static Map<Long, Double> bySeed(Indicator indicator, AlgorithmAnalysis algorithm) {
    Map<Long, Double> values = new LinkedHashMap<>();
    algorithm
        .runs()
        .forEach(run -> values.put(run.seed(), indicator.better().merit(run.value(indicator))));
    return values;
  }

  private static AlgorithmAnalysis of(ProblemAnalysis problem, String name) {
    return problem.algorithms().stream()
        .filter(algorithm -> algorithm.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}

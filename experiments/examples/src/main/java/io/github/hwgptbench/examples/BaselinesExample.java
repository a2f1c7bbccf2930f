package io.github.hwgptbench.examples;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.front.FrontSearch;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.pareto.GrowingHypervolume;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.pareto.ParetoArchive.Member;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.BenchmarkProblem;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.statistics.WilcoxonSignedRank;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Compares the baselines, as they are by default and as they were published: the mean hypervolume
 * over seeds as a share of that of the best-known Pareto front, for each budget, and the
 * probability, by Wilcoxon's signed-rank test over the seeds, that what sets an algorithm apart
 * from random search is chance. Every budget has runs of its own, since settings may depend on it.
 * Arguments: the number of seeds (20), and the largest budget (2000).
 */
final class BaselinesExample {

  private static final List<String> MODEL_FREE = List.of(
      "random",
      "random@paper",
      "mo-re",
      "mo-re@paper",
      "nsga2",
      "nsga2@paper",
      "local-search",
      "local-search@paper");
  private static final List<String> WITH_MODELS = List.of(
      "lsbo",
      "lsbo@paper",
      "rsbo",
      "rsbo(kernel=ordinal)",
      "rsbo@paper",
      "ehvi",
      "ehvi(kernel=ordinal)",
      "ehvi@paper");
  private static final int MOST_WITH_MODELS = 200;
  private static final int[] BUDGETS = {100, 200, 500, 2000};
  private static final double[] REFERENCE = {1.1, 1.1};

  private BaselinesExample() {}

  public static void main(String[] args) {
    int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
    int evaluations = args.length > 1 ? Integer.parseInt(args[1]) : 2000;
    long forFront = args.length > 2 ? Long.parseLong(args[2]) : 3_000_000;
    compare(SearchSpace.s(), "energy@v100", seeds, evaluations, forFront);
    compare(SearchSpace.m(), "latency@a100", seeds, evaluations, forFront);
    compare(SearchSpace.l(), "latency@a100", seeds, evaluations, forFront);
  }

  private static void compare(
      SearchSpace space, String hardware, int seeds, int evaluations, long forFront) {
    List<Objective> objectives = List.of(Objective.parse("perplexity"), Objective.parse(hardware));
    try (HwGptBench bench = HwGptBench.open(space);
        ObjectiveEvaluator evaluator = bench.evaluator(objectives)) {
      BenchmarkProblem problem =
          ArchitectureProblem.builder(evaluator).objectives(objectives).build();
      Normalization normalization = new Normalization(bench.bounds("default"), objectives);
      double best = bestKnown(problem, space, normalization, forFront);
      print("%n%s, best-known Pareto front: %.6f%n%n", problem.name(), best);
      print("| algorithm | %s |%n", columns("%d evaluations (p)", evaluations));
      print("|---|%s%n", "---:|".repeat(budgets(evaluations).length));
      Map<String, double[][]> shares = new LinkedHashMap<>();
      for (String name : names()) {
        int budget =
            WITH_MODELS.contains(name) ? Math.min(evaluations, MOST_WITH_MODELS) : evaluations;
        shares.put(name, shares(name, problem, normalization, best, seeds, budget));
        print("| `%s` | %s |%n", name, cells(shares.get(name), shares.get("random")));
      }
    }
  }

  private static List<String> names() {
    return Stream.concat(MODEL_FREE.stream(), WITH_MODELS.stream()).toList();
  }

  private static double bestKnown(
      BenchmarkProblem problem, SearchSpace space, Normalization normalization, long evaluations) {
    List<Member<int[]>> front = new FrontSearch(
            problem, space, evaluations, new SplittableRandom(1))
        .run(List.of(), new FrontSearch.Listener() {});
    double[][] points = front.stream()
        .map(member -> normalization.apply(member.objectives()))
        .toArray(double[][]::new);
    return Hypervolume.of(points, REFERENCE);
  }

  /** By budget, then seed. Runs depend on their seed and budget alone. */
  private static double[][] shares(
      String name,
      BenchmarkProblem problem,
      Normalization normalization,
      double best,
      int seeds,
      int largestBudget) {
    return Arrays.stream(budgets(largestBudget))
        .mapToObj(budget -> IntStream.rangeClosed(1, seeds)
            .parallel()
            .mapToDouble(seed -> hypervolume(name, problem, normalization, budget, seed) / best)
            .toArray())
        .toArray(double[][]::new);
  }

  private static double hypervolume(
      String name, BenchmarkProblem problem, Normalization normalization, int budget, int seed) {
    GrowingHypervolume found = new GrowingHypervolume(REFERENCE);
    double[] volume = new double[1];
    AlgorithmRegistry.load()
        .algorithm(name)
        .run(
            problem,
            budget,
            seed,
            evaluation -> volume[0] = found.add(normalization.apply(evaluation.objectives())));
    return volume[0];
  }

  private static int[] budgets(int evaluations) {
    return Arrays.stream(BUDGETS).filter(it -> it <= evaluations).toArray();
  }

  private static String columns(String form, int evaluations) {
    return String.join(
        " | ",
        Arrays.stream(budgets(evaluations))
            .mapToObj(budget -> String.format(Locale.ROOT, form, budget))
            .toList());
  }

  private static String cells(double[][] shares, double[][] random) {
    StringBuilder cells = new StringBuilder();
    for (int budget = 0; budget < random.length; budget++) {
      cells.append(budget == 0 ? "" : " | ");
      if (budget < shares.length) {
        double[] own = shares[budget];
        cells.append(
            String.format(Locale.ROOT, "%.4f", Arrays.stream(own).average().orElseThrow()));
        if (shares != random) {
          cells.append(String.format(
              Locale.ROOT, " (%.1e)", WilcoxonSignedRank.of(own, random[budget]).pValue()));
        }
      }
    }
    return cells.toString();
  }

  private static void print(String form, Object... values) {
    System.out.print(String.format(Locale.ROOT, form, values));
    System.out.flush();
  }
}

package io.github.hwgptbench.cli;

import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.suite.Suite;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says what a suite would run, and about how long that would take. Each algorithm is tried with
 * growing budgets, once for each scale and number of objectives, and its time is prolonged to the
 * whole budget by the power of the budget with which it grew.
 */
final class DryRun {

  private static final int FIRST_TRIAL = 25;
  private static final double LONG_ENOUGH_SECONDS = 0.5;
  /** Algorithms that become faster as they go on are those that the compiler made faster. */
  private static final double LEAST_POWER = 1;

  private static final double GREATEST_POWER = 3;

  private final PlannedSuite plan;
  private final int threads;
  private final Map<String, Double> tried = new HashMap<>();

  DryRun(PlannedSuite plan, int threads) {
    this.plan = plan;
    this.threads = threads;
  }

  void print(PrintWriter out) throws IOException {
    Suite first = plan.suites().get(0);
    int runs = plan.suites().stream().mapToInt(Suite::size).sum();
    out.printf(
        "Suite %s: %d runs of %d evaluations, %d a problem (%d algorithms, %d seeds)%n%n",
        plan.name(),
        runs,
        first.settings().evaluations(),
        first.size(),
        first.algorithms().size(),
        first.seeds().size());
    Table table = new Table("problem", "noisy", "seconds");
    double all = 0;
    for (PlannedSuite.Part part : plan.parts()) {
      double seconds = seconds(part);
      all += seconds;
      RunSettings settings = part.suite().settings();
      table.add(settings.problem(), settings.noisy() ? "yes" : "no", rounded(seconds));
    }
    table.print(Table.Format.TEXT, out);
    out.printf("%nalgorithms:%n");
    first.algorithms().forEach(algorithm -> out.printf("  %s%n", algorithm.name()));
    out.printf(
        "%nAbout %s on %d threads, going by short trials on this machine. Nothing was recorded.%n",
        ProgressLine.time(all), threads);
  }

  private static BigDecimal rounded(double seconds) {
    return BigDecimal.valueOf(seconds).setScale(1, RoundingMode.HALF_UP);
  }

  private double seconds(PlannedSuite.Part part) throws IOException {
    RunSettings settings = part.suite().settings();
    List<SearchAlgorithm> algorithms = part.suite().algorithms();
    double seconds = 0;
    try (ObjectiveEvaluator evaluator = part.bench().evaluator(part.metrics())) {
      ArchitectureProblem problem = ArchitectureProblem.builder(evaluator)
          .objectives(settings.objectives())
          .constraints(settings.constraints())
          .build();
      for (SearchAlgorithm algorithm : algorithms) {
        String like = "%s %d %d %s"
            .formatted(
                settings.space().name(),
                settings.objectives().size(),
                settings.constraints().size(),
                algorithm.name());
        seconds += tried.computeIfAbsent(
            like, key -> secondsOfARun(algorithm, problem, settings.evaluations()));
      }
    }
    return seconds
        * part.suite().seeds().size()
        / Math.min(threads, part.suite().size());
  }

  private static double secondsOfARun(
      SearchAlgorithm algorithm, ArchitectureProblem problem, int evaluations) {
    double before = 0;
    for (int budget = Math.min(FIRST_TRIAL, evaluations); ; budget *= 2) {
      budget = Math.min(budget, evaluations);
      long start = System.nanoTime();
      algorithm.run(problem, budget, 1, evaluation -> {});
      double seconds = (System.nanoTime() - start) / 1e9;
      if (budget == evaluations) {
        return seconds;
      }
      if (seconds > LONG_ENOUGH_SECONDS) {
        double power = before > 0 ? Math.log(seconds / before) / Math.log(2) : LEAST_POWER;
        double allowed = Math.max(LEAST_POWER, Math.min(GREATEST_POWER, power));
        return seconds * Math.pow((double) evaluations / budget, allowed);
      }
      before = seconds;
    }
  }
}

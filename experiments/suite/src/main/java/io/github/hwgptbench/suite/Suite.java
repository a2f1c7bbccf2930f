package io.github.hwgptbench.suite;

import io.github.hwgptbench.adapter.process.ExternalProgram;
import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.analysis.BudgetAxis;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.RunConditions;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuitePlan;
import io.github.hwgptbench.usage.UsageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A suite: every algorithm runs on every problem with every seed, all with one budget.
 *
 * @param problems settings of the runs on each problem; one or more
 * @param algorithms the algorithms, one or more
 * @param seeds the distinct seeds, one or more
 */
public record Suite(
    List<RunSettings> problems, List<SearchAlgorithm> algorithms, List<Long> seeds) {

  /** One run of a suite. */
  record Cell(RunSettings problem, SearchAlgorithm algorithm, long seed) {

    String name() {
      return algorithm.name().toString();
    }
  }

  /**
   * Makes a suite.
   *
   * @throws IllegalArgumentException if there is no problem, no algorithm or no seed, one is given
   *     twice, the budget is not positive, problems have different budgets, or an algorithm can't
   *     search one of them
   */
  public Suite {
    problems = List.copyOf(problems);
    algorithms = List.copyOf(algorithms);
    seeds = List.copyOf(seeds);
    checkDistinct("problem", problems.stream().map(RunSettings::folderName).toList());
    checkDistinct(
        "algorithm",
        algorithms.stream().map(algorithm -> algorithm.name().toString()).toList());
    checkDistinct("seed", seeds);
    for (RunSettings problem : problems) {
      if (problem.evaluations() < 1) {
        throw UsageException.of(
            "%d evaluations per run; allowed: 1 or more", problem.evaluations());
      }
      if (!problem.budget().equals(problems.get(0).budget())) {
        throw UsageException.of(
            "Budgets of %s and %s; allowed: one budget",
            BudgetAxis.of(problems.get(0).budget()).inWords(),
            BudgetAxis.of(problem.budget()).inWords());
      }
    }
    for (SearchAlgorithm algorithm : algorithms) {
      checkSearches(algorithm, problems);
    }
  }

  /**
   * Checks that an algorithm can search all of the problems.
   *
   * @throws IllegalArgumentException if it can't; the message has the problem and the reason
   */
  public static void checkSearches(SearchAlgorithm algorithm, List<RunSettings> problems) {
    for (RunSettings problem : problems) {
      algorithm.checkSearches(
          problem.problem().name(),
          problem.objectives().size(),
          problem.constraints().size());
      int workers = problem.simulation().map(RunConditions::workers).orElse(1);
      if (workers > 1 && !algorithm.asynchronous()) {
        throw UsageException.of(
            "%s can't search with %d workers: it evaluates one candidate at a time; allowed: 1 worker%s",
            algorithm.name(),
            workers,
            algorithm instanceof ExternalProgram
                ? ", or 'asynchronous: true' beside the command of a program that supports several"
                    + " pending candidates, see docs/ask-tell.md"
                : "");
      }
    }
  }

  private static void checkDistinct(String what, List<?> values) {
    if (values.isEmpty()) {
      throw UsageException.of("No %s; give at least one", what);
    }
    if (values.stream().distinct().count() < values.size()) {
      throw UsageException.of("One %s is given twice: %s; allowed: once", what, values);
    }
  }

  /** Returns the algorithms that ignore the constraints of any of the problems. */
  public List<SearchAlgorithm> ignoringConstraints() {
    boolean constrained =
        problems.stream().anyMatch(problem -> !problem.constraints().isEmpty());
    return algorithms.stream()
        .filter(algorithm ->
            constrained && algorithm.constraintHandling() == ConstraintHandling.IGNORED)
        .toList();
  }

  /** Returns the number of runs. */
  public int size() {
    return problems.size() * algorithms.size() * seeds.size();
  }

  /** Returns the budget of each run. */
  public Budget budget() {
    return problems.get(0).budget();
  }

  /**
   * Returns the plan for the record.
   *
   * @throws IllegalArgumentException if two algorithms would write to the same files
   */
  public SuitePlan plan() {
    Map<String, Map<String, String>> planned = new LinkedHashMap<>();
    algorithms.forEach(algorithm -> planned.put(algorithm.name().toString(), algorithm.settings()));
    return new SuitePlan(problems, planned, seeds);
  }

  /** All runs, ordered by problem, then by algorithm, then by seed. */
  List<Cell> cells() {
    return problems.stream()
        .flatMap(problem -> algorithms.stream()
            .flatMap(algorithm -> seeds.stream().map(seed -> new Cell(problem, algorithm, seed))))
        .toList();
  }
}

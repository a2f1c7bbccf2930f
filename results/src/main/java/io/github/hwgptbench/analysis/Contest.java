package io.github.hwgptbench.analysis;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunConditions;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A problem with all algorithms that were run on it, of all suites that have it.
 *
 * @param settings of the first suite
 * @param budget the smallest of all suites
 * @param axis what curves are drawn over
 * @param contenders in the order of the suites
 */
record Contest(
    RunSettings settings, BudgetAxis budget, BudgetAxis axis, List<Contender> contenders) {

  /** Returns the shortest time limit that has ended a run; empty if none has. */
  Optional<Duration> time() {
    return contenders.stream()
        .flatMap(contender -> contender.runs().stream())
        .flatMap(run -> run.outcome().timeLimit().stream())
        .min(Duration::compareTo);
  }

  /**
   * Returns the same as if runs had ended after some of their budget.
   *
   * @param amount in the unit of the budget
   */
  Contest within(double amount) {
    BudgetAxis smaller =
        BudgetAxis.of(new Budget(budget.unit(), Math.min(amount, budget.amount())));
    return new Contest(settings, smaller, smaller, contenders);
  }

  /** Returns the same with the largest budget of all suites, which some runs may end before. */
  Contest longest() {
    BudgetAxis longest = contenders.stream()
        .map(contender -> contender.runSettings().budget())
        .max(Comparator.comparingDouble(Budget::amount))
        .map(BudgetAxis::of)
        .orElse(budget);
    return new Contest(settings, longest, longest, contenders);
  }

  /**
   * Returns the same with curves over something else, up to the most that a run has spent of it.
   *
   * @throws IllegalArgumentException if that is time, and runs have none on a simulated clock
   */
  Contest over(Budget.Unit unit, Workers workers) throws IOException, InterruptedException {
    // Where every evaluation is the same, cost is their number.
    if (unit == budget.unit() || (unit == Budget.Unit.COST && !settings.metered())) {
      return this;
    }
    if (unit == Budget.Unit.SECONDS
        && settings.simulation().map(RunConditions::clock).isEmpty()) {
      throw UsageException.of(
          "Problem %s: its runs have no simulated time that curves could be drawn over; allowed: evaluations, cost",
          settings.problem());
    }
    List<ArchivedRun> runs =
        contenders.stream().flatMap(contender -> contender.runs().stream()).toList();
    double most =
        Collections.max(workers.each(runs, run -> BudgetAxis.spent(unit, run.open(), budget)));
    return new Contest(settings, budget, BudgetAxis.of(new Budget(unit, most)), contenders);
  }

  /** A problem as one suite has it. */
  record Entry(String suite, ArchivedProblem problem) {}

  /** What has to be equal for two algorithms of one name to be one. */
  private record Version(Map<String, String> settings, String version) {}

  /**
   * Matches the problems of suites by their names.
   *
   * @param names of the suites, all different
   * @throws IllegalArgumentException if suites have a problem of the same name and do not fit
   *     together; says in what
   */
  static List<Contest> all(List<SuiteArchive> suites, List<String> names) {
    Map<Comparability.Key, List<Entry>> entries = new LinkedHashMap<>();
    for (int i = 0; i < suites.size(); i++) {
      for (ArchivedProblem problem : suites.get(i).problems()) {
        Entry entry = new Entry(names.get(i), problem);
        List<Entry> same = entries.computeIfAbsent(
            Comparability.Key.of(problem.settings()), key -> new ArrayList<>());
        same.forEach(other -> check(other, entry));
        same.add(entry);
      }
    }
    Set<String> ambiguous = ambiguous(entries.values());
    return entries.values().stream().map(same -> of(same, ambiguous)).toList();
  }

  private static Contest of(List<Entry> entries, Set<String> ambiguous) {
    List<Contender> contenders = new ArrayList<>();
    for (Entry entry : entries) {
      for (String algorithm : entry.problem().algorithms().keySet()) {
        String name = ambiguous.contains(algorithm)
            ? Text.format("%s (%s)", algorithm, entry.suite())
            : algorithm;
        contenders.add(Contender.of(name, entry, algorithm));
      }
    }
    BudgetAxis budget = entries.stream()
        .map(entry -> entry.problem().settings().budget())
        .min(Comparator.comparingDouble(Budget::amount))
        .map(BudgetAxis::of)
        .orElseThrow();
    return new Contest(
        entries.get(0).problem().settings(), budget, budget, List.copyOf(contenders));
  }

  /**
   * Returns the names that are not of one algorithm everywhere: on some problem two suites have
   * one, or settings or versions differ.
   */
  private static Set<String> ambiguous(Iterable<List<Entry>> problems) {
    Set<String> ambiguous = new HashSet<>();
    Map<String, Version> versions = new LinkedHashMap<>();
    for (List<Entry> entries : problems) {
      Set<String> here = new HashSet<>();
      for (Entry entry : entries) {
        String version = entry.problem().settings().provenance().version();
        entry.problem().algorithms().forEach((algorithm, settings) -> {
          Version own = new Version(settings, version);
          Version before = versions.putIfAbsent(algorithm, own);
          if (!here.add(algorithm) || (before != null && !before.equals(own))) {
            ambiguous.add(algorithm);
          }
        });
      }
    }
    return ambiguous;
  }

  private static void check(Entry one, Entry other) {
    RunSettings first = one.problem().settings();
    RunSettings second = other.problem().settings();
    if (one.suite().equals(other.suite())) {
      throw UsageException.of(
          "Problem '%s': twice in suite '%s'; allowed: once", first.problem(), one.suite());
    }
    Comparability.check(one.suite(), first, other.suite(), second);
  }
}

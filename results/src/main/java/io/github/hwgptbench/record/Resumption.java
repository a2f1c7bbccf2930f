package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Budget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the runs of a plan that a folder has whole, and refuses a folder of another suite. */
record Resumption(Path folder, SuitePlan plan) {

  /**
   * What a folder has of a plan.
   *
   * @param finished how the runs went that are over, which is read when it is asked for: a million
   *     of them would take a gigabyte
   * @param earlier runs that are to go on: a time limit has ended them, or they had a smaller
   *     budget
   * @param withoutBudget runs whose lines in the index do not have their budget, which is smaller
   *     than that of the plan
   */
  record Runs(
      Map<RunKey, Supplier<RunOutcome>> finished,
      List<ArchivedRun> earlier,
      List<ArchivedRun> withoutBudget) {

    static final Runs NONE = new Runs(Map.of(), List.of(), List.of());
  }

  /**
   * Reads them, with their evaluations.
   *
   * @param limit how long a run may take now; null for any time
   * @throws IOException if the folder is of another plan, or a run is not as it was written; names
   *     the file and what is wrong with it
   */
  Runs runs(@Nullable Duration limit) throws IOException {
    if (SuiteFolder.isEmpty(folder)) {
      return Runs.NONE;
    }
    SuiteArchive archive = SuiteArchive.open(folder);
    Optional<String> other = PlanDifference.beyond(plan, withBudgetOf(plan, archive.plan()));
    if (other.isPresent()) {
      throw new IOException(Text.format(
          "%s: belongs to another suite: %s; %sgive the settings that it was begun with, or more"
              + " problems, algorithms, seeds or evaluations, or use another folder",
          folder.resolve(SuiteIndex.NAME),
          other.get(),
          plan.problems().stream().anyMatch(problem -> hasOtherLimit(problem, archive.plan()))
              ? "budgets of cost and time can't be continued with another amount; "
              : ""));
    }
    Runs runs = new Runs(new HashMap<>(), new ArrayList<>(), new ArrayList<>());
    for (ArchivedProblem problem : archive.problems()) {
      RunSettings planned = planned(problem);
      String folderName = planned.folderName();
      List<ArchivedRun> all = problem.runs();
      for (int i = 0; i < all.size(); i++) {
        ArchivedRun run = all.get(i);
        if (run.budget() < planned.evaluations() && !run.hasBudget()) {
          runs.withoutBudget.add(run);
        }
        // One that somebody has deleted is to be run again.
        if (run.budget() < planned.evaluations() || run.outcome().goesOnWith(limit)) {
          addEarlier(run, planned, runs);
        } else if (run.exists()) {
          run.open();
          int number = i;
          runs.finished.put(
              new RunKey(folderName, run.outcome().algorithm(), run.outcome().seed()),
              () -> all.get(number).outcome());
        }
      }
      for (ArchivedRun run : problem.outgrown()) {
        addEarlier(run, planned, runs);
      }
    }
    return runs;
  }

  /** Returns whether a problem with a budget of cost or time has another one in a plan. */
  private static boolean hasOtherLimit(RunSettings problem, SuitePlan there) {
    return problem.budget().unit() != Budget.Unit.EVALUATIONS
        && there.problems().stream()
            .filter(other -> other.folderName().equals(problem.folderName()))
            .anyMatch(other -> !other.budget().equals(problem.budget()));
  }

  private static void addEarlier(ArchivedRun run, RunSettings planned, Runs runs)
      throws IOException {
    if (run.known(planned).isPresent()) {
      runs.earlier.add(run);
    }
  }

  private RunSettings planned(ArchivedProblem problem) {
    return plan.problems().stream()
        .filter(it -> it.folderName().equals(problem.settings().folderName()))
        .findFirst()
        .orElseThrow();
  }

  /** A suite may go on with a larger budget, but not with a smaller one. */
  private static SuitePlan withBudgetOf(SuitePlan plan, SuitePlan begun) {
    Map<String, Integer> budgets = plan.problems().stream()
        .collect(Collectors.toMap(RunSettings::folderName, RunSettings::evaluations));
    return new SuitePlan(
        begun.problems().stream()
            .map(problem -> problem.with(
                begun.name(),
                Math.max(problem.evaluations(), budgets.getOrDefault(problem.folderName(), 0))))
            .toList(),
        begun.algorithms(),
        begun.seeds());
  }
}

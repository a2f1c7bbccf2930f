package io.github.hwgptbench.suite;

import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes runs on a problem comparable if a time limit ended some of them: each counts with its state
 * after the shortest limit that ended a run.
 *
 * @since 0.2.0
 */
public final class EqualTime {

  private EqualTime() {}

  /** Returns the shortest time limit that ended one of the runs; empty if there is none. */
  public static Optional<Duration> of(List<RunOutcome> runs) {
    return runs.stream().flatMap(run -> run.timeLimit().stream()).min(Duration::compareTo);
  }

  /**
   * Returns the outcomes of the runs on each problem, at equal time if necessary.
   *
   * @param outcomes outcomes of the runs on each problem
   * @param folder folder with the record of all runs that did not fail; read only if necessary
   * @throws IOException if runs can't be read
   */
  public static Map<RunSettings, List<RunOutcome>> of(
      Map<RunSettings, List<RunOutcome>> outcomes, Path folder) throws IOException {
    Map<RunSettings, List<RunOutcome>> equal = new LinkedHashMap<>();
    for (Map.Entry<RunSettings, List<RunOutcome>> problem : outcomes.entrySet()) {
      Optional<Duration> time = of(problem.getValue());
      equal.put(
          problem.getKey(),
          time.isEmpty()
              ? problem.getValue()
              : cut(
                  problem.getValue(),
                  runs(SuiteArchive.open(folder), problem.getKey()),
                  time.get()));
    }
    return equal;
  }

  private static List<ArchivedRun> runs(SuiteArchive record, RunSettings problem) {
    return record.problems().stream()
        .filter(it -> it.settings().folderName().equals(problem.folderName()))
        .map(ArchivedProblem::runs)
        .findFirst()
        .orElseThrow();
  }

  private static List<RunOutcome> cut(
      List<RunOutcome> outcomes, List<ArchivedRun> runs, Duration time) throws IOException {
    List<RunOutcome> cut = new ArrayList<>();
    for (RunOutcome outcome : outcomes) {
      Optional<ArchivedRun> recorded = runs.stream()
          .filter(run -> run.outcome().algorithm().equals(outcome.algorithm())
              && run.outcome().seed() == outcome.seed())
          .findFirst();
      cut.add(
          recorded.isPresent() && outcome.failure().isEmpty()
              ? recorded.get().outcome(time)
              : outcome);
    }
    return cut;
  }
}

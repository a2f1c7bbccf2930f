package io.github.hwgptbench.suite;

import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.record.PackedRun;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.record.SuitePlan;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs parts of a suite for another process, which has planned it and keeps the record, and returns
 * the content of the files of the runs. Safe for use by many threads, one run each.
 *
 * @since 0.2.0
 */
public final class AssignedRuns {

  private final SuitePlan plan;
  private final @Nullable TimeLimit limit;
  private final Benches benches;
  private final AlgorithmRegistry registry = AlgorithmRegistry.load();
  /** By the folders of the problems. */
  private final Map<String, Prepared> prepared = new HashMap<>();

  /**
   * A problem of the plan, computed by this process.
   *
   * @param evaluators one per fidelity, which stay open
   */
  private record Prepared(RunSettings problem, List<ObjectiveEvaluator> evaluators) {}

  /**
   * Makes the runs of a plan.
   *
   * @param plan the {@linkplain SuitePlan#text text} of the plan
   * @param limit maximum time of a run; null for none
   * @param benches benchmarks of the problems; stay open
   */
  public AssignedRuns(String plan, @Nullable Duration limit, Benches benches) {
    this.plan = SuitePlan.parse(plan);
    this.limit = limit == null ? null : new TimeLimit(limit);
    this.benches = benches;
  }

  /**
   * Runs an assignment.
   *
   * @param scratch folder for the files of the run; empty or missing
   * @throws UsageException if this process has other algorithms or models than the one that planned
   *     the suite
   * @throws IOException if the files can't be written
   * @throws InterruptedException if the calling thread is interrupted
   */
  public Assignment.Result run(Assignment assignment, Path scratch)
      throws IOException, InterruptedException {
    Prepared known = prepared(assignment.problem());
    RunSettings problem = known.problem();
    SearchAlgorithm algorithm =
        PlannedSuite.algorithm(plan, List.of(problem), assignment.algorithm(), registry);
    SuitePlan alone = new SuitePlan(
        List.of(problem),
        Map.of(assignment.algorithm(), algorithm.settings()),
        List.of(assignment.seed()));
    DoubleAdder spent = new DoubleAdder();
    AtomicInteger begunAnew = new AtomicInteger(-1);
    try (SuiteFolder folder = folder(problem, alone, assignment.earlier(), scratch)) {
      RecordedRun run = new RecordedRun(
          new Suite.Cell(problem, algorithm, assignment.seed()),
          known.evaluators(),
          benches,
          folder,
          new SuiteListener() {
            @Override
            public void evaluated() {}

            @Override
            public void evaluated(double part) {
              spent.add(part);
            }

            @Override
            public void begunAnew(RunSettings of, String name, long seed, int evaluation) {
              begunAnew.set(evaluation);
            }

            @Override
            public void ended(RunSettings of, RunOutcome outcome) {}
          });
      RunOutcome outcome = limit == null ? run.run() : new LimitedRun(run, limit).run();
      return new Assignment.Result(
          assignment.number(), folder.pack(problem, outcome).bytes(), spent.sum(), begunAnew.get());
    }
  }

  private SuiteFolder folder(
      RunSettings problem, SuitePlan alone, byte @Nullable [] earlier, Path scratch)
      throws IOException {
    if (earlier == null) {
      return SuiteFolder.empty(scratch, alone);
    }
    try (SuiteFolder before = SuiteFolder.empty(scratch, alone)) {
      before.add(problem, PackedRun.of(earlier));
    }
    return SuiteFolder.resume(scratch, alone, limit == null ? null : limit.duration());
  }

  private synchronized Prepared prepared(String folder) throws IOException {
    Prepared known = prepared.get(folder);
    if (known == null) {
      known = prepare(plan.problems().stream()
          .filter(problem -> problem.folderName().equals(folder))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(folder)));
      prepared.put(folder, known);
    }
    return known;
  }

  private Prepared prepare(RunSettings planned) throws IOException {
    RunSettings problem = PlannedSuite.problem(planned, benches);
    return new Prepared(
        problem,
        IntStream.range(0, problem.fidelities().size())
            .mapToObj(level -> benches.evaluator(problem, level))
            .toList());
  }
}

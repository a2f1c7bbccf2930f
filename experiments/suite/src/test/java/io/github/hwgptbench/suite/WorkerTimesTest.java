package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.MeteredProblem;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.algorithm.SimulatedClock;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerTimesTest {

  private static final int WORKERS = 8;

  @TempDir
  private Path temp;

  /** Also where evaluations go on, and the time of the algorithm delays their beginnings. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void evaluationsInTheOrderOfTheirBeginningsHaveTheRecordedValues(boolean countProposalTime)
      throws Exception {
    Experiment experiment = Experiment.builder()
        .problem("HWGPT-S(perplexity,energy@a100)")
        .fidelities(Fidelities.of(Fidelities.MEASUREMENTS, List.of(1, 5, 25)))
        .algorithms("random", "moasha", "nsga2", "tpe")
        .seeds(1, 1)
        .budget(Budget.seconds(1500))
        .clock("latency@rtx2080")
        .workers(WORKERS)
        .countProposalTime(countProposalTime)
        .build();
    assertEquals(
        List.of(), experiment.run(temp.resolve("runs"), SuiteListener.NONE).failed());
    try (Benches benches = Benches.shipped()) {
      RunSettings settings =
          SuiteArchive.open(temp.resolve("runs")).problems().get(0).settings();
      for (ArchivedRun run :
          SuiteArchive.open(temp.resolve("runs")).problems().get(0).runs()) {
        assertTrue(run.open().evaluations() > 200, "more than a stretch of measurements");
        check(settings, run, benches, countProposalTime);
      }
    }
  }

  private static void check(RunSettings settings, ArchivedRun run, Benches benches, boolean delayed)
      throws Exception {
    RunTrace trace = run.open();
    SimulatedClock clock = Objects.requireNonNull(benches.clock(settings));
    WorkerTimes times = WorkerTimes.of(trace, settings.fidelities(), clock);
    assertEquals(Optional.empty(), times.wrong(WORKERS), run.place());
    String few = times.wrong(WORKERS - 1).orElseThrow();
    assertTrue(few.matches("evaluation \\d+ begins while 7 others run; allowed: up to 6"), few);

    try (ObjectiveEvaluator evaluator = benches.evaluator(settings)) {
      MeteredProblem problem = new MeteredProblem(
          benches.observed(
              settings,
              Collections.nCopies(settings.fidelities().size(), evaluator),
              run.outcome().seed()),
          benches.conditions(settings, SearchStart.EMPTY));
      for (int i : times.order()) {
        Evaluation evaluation = problem
            .evaluate(new Candidate(i, trace.genes(i), trace.expense(i).fidelity()), times.begin(i))
            .orElseThrow()
            .evaluation();
        assertArrayEquals(trace.objectives(i), evaluation.objectives(), run.place());
        assertEquals(trace.expense(i).cost(), evaluation.cost());
        // The beginnings of evaluations that are delayed are differences, which are rounded.
        assertEquals(trace.expense(i).seconds(), evaluation.seconds(), delayed ? 1e-9 : 0);
      }
    }
  }
}

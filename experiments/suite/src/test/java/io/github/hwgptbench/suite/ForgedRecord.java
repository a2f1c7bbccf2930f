package io.github.hwgptbench.suite;

import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.Expense;
import io.github.hwgptbench.record.FoundFront;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunRecorder;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import java.io.IOException;
import java.nio.file.Path;

/** Records of runs that were not made as they are recorded. */
final class ForgedRecord {

  /** What a record has in place of an evaluation: observed and noise-free values, and the end. */
  record Numbers(double[] seen, double[] noiseFree, double seconds) {}

  /** Falsifies an evaluation. */
  interface Forger {
    Numbers forge(RunTrace trace, int i);
  }

  private ForgedRecord() {}

  /** Returns an evaluation as it was recorded. */
  static Numbers recorded(RunTrace trace, int i) {
    return new Numbers(trace.objectives(i), trace.noiseFree(i), trace.expense(i).seconds());
  }

  /** Writes a record with other numbers, whose hashes are right, and without proposal times. */
  static void write(SuiteArchive record, Path folder, Forger forger) throws IOException {
    try (SuiteFolder copy = SuiteFolder.empty(folder, record.plan())) {
      for (ArchivedProblem problem : record.problems()) {
        RunSettings settings = problem.settings();
        for (ArchivedRun run : problem.runs()) {
          RunOutcome outcome = run.outcome();
          RunTrace trace = run.open();
          FoundFront found = new FoundFront(settings);
          try (RunRecorder recorder = copy.begin(settings, outcome.algorithm(), outcome.seed())) {
            for (int i = 0; i < trace.evaluations(); i++) {
              Numbers forged = forger.forge(trace, i);
              double[] violations = trace.violations(i);
              double[] noiseFreeViolations = trace.noiseFreeViolations(i);
              if (settings.metered()) {
                Expense expense = trace.expense(i);
                recorder.expend(new Expense(expense.fidelity(), expense.cost(), forged.seconds));
                found.add(
                    trace.genes(i),
                    expense.fidelity(),
                    forged.seen,
                    violations,
                    forged.noiseFree,
                    noiseFreeViolations);
              } else {
                found.add(forged.noiseFree, noiseFreeViolations);
              }
              if (settings.noisy()) {
                recorder.write(
                    trace.genes(i), forged.seen, violations, forged.noiseFree, noiseFreeViolations);
              } else {
                recorder.write(trace.genes(i), forged.seen, violations);
              }
            }
            recorder.finish();
            copy.add(
                settings,
                new RunOutcome(
                    outcome.algorithm(),
                    outcome.seed(),
                    new RunOutcome.Found(
                        trace.evaluations(),
                        found.feasible(),
                        found.hypervolume(),
                        recorder.sha256()),
                    new RunOutcome.Timing(outcome.started(), outcome.ended(), outcome.duration())));
          }
        }
      }
    }
  }
}

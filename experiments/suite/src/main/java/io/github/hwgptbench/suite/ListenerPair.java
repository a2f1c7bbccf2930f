package io.github.hwgptbench.suite;

import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;

/** Passes everything on to two listeners, one after the other. */
record ListenerPair(SuiteListener first, SuiteListener second) implements SuiteListener {

  @Override
  public RunListener begun(RunSettings problem, String algorithm, long seed) {
    RunListener one = first.begun(problem, algorithm, seed);
    RunListener other = second.begun(problem, algorithm, seed);
    if (one == RunListener.NONE) {
      return other;
    }
    return other == RunListener.NONE
        ? one
        : evaluation -> {
          one.evaluated(evaluation);
          other.evaluated(evaluation);
        };
  }

  @Override
  public void evaluated() {
    first.evaluated();
    second.evaluated();
  }

  @Override
  public void evaluated(double spent) {
    first.evaluated(spent);
    second.evaluated(spent);
  }

  @Override
  public void begunAnew(RunSettings problem, String algorithm, long seed, int evaluation) {
    first.begunAnew(problem, algorithm, seed, evaluation);
    second.begunAnew(problem, algorithm, seed, evaluation);
  }

  @Override
  public void ended(RunSettings problem, RunOutcome outcome) {
    first.ended(problem, outcome);
    second.ended(problem, outcome);
  }
}

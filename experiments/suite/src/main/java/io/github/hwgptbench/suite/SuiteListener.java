package io.github.hwgptbench.suite;

import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;

/** Hears how far a suite has come, from many threads. */
public interface SuiteListener {

  /** Hears nothing. */
  SuiteListener NONE = new SuiteListener() {
    @Override
    public void evaluated() {}

    @Override
    public void ended(RunSettings problem, RunOutcome outcome) {}
  };

  /** Called after every evaluation. */
  void evaluated();

  /** Called after every run. */
  void ended(RunSettings problem, RunOutcome outcome);
}

package io.github.hwgptbench.suite;

import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;

/** Receives the progress of a suite, from many threads. */
public interface SuiteListener {

  /** Hears nothing. */
  SuiteListener NONE = new SuiteListener() {
    @Override
    public void evaluated() {}

    @Override
    public void ended(RunSettings problem, RunOutcome outcome) {}
  };

  /**
   * Called when a run begins in this process, by its thread.
   *
   * @return a listener for every evaluation of the run; by default none
   * @since 0.2.0
   */
  default RunListener begun(RunSettings problem, String algorithm, long seed) {
    return RunListener.NONE;
  }

  /** Called after every evaluation. */
  void evaluated();

  /**
   * Called after every evaluation; by default only {@linkplain #evaluated() counts it}.
   *
   * @param spent part of the budget that was spent since the previous evaluation, in the unit of
   *     the budget
   * @since 0.2.0
   */
  default void evaluated(double spent) {
    evaluated();
  }

  /**
   * Called when a run that continues an earlier, shorter one makes other evaluations than it, so
   * that it starts over; for example, if the algorithm depends on the budget.
   *
   * @param evaluation index of the first evaluation that differs
   */
  default void begunAnew(RunSettings problem, String algorithm, long seed, int evaluation) {}

  /** Called after every run. */
  void ended(RunSettings problem, RunOutcome outcome);

  /**
   * Returns a listener that notifies this one, and then another.
   *
   * @since 0.2.0
   */
  default SuiteListener and(SuiteListener other) {
    return new ListenerPair(this, other);
  }
}

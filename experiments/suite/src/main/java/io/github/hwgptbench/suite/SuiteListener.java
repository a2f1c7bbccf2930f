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

  /**
   * Called when a run begins in this process, by the thread that it happens in.
   *
   * @return hears of every evaluation of the run; by default nothing
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
   * @param spent how much of its budget the run has spent since the one before, in the unit of the
   *     budget
   * @since 0.2.0
   */
  default void evaluated(double spent) {
    evaluated();
  }

  /**
   * Called when a run that goes on from an earlier, shorter one evaluates something else than that,
   * so that it begins anew, because the budget decides how it searches for example.
   *
   * @param evaluation the first that differs, counted from 0
   */
  default void begunAnew(RunSettings problem, String algorithm, long seed, int evaluation) {}

  /** Called after every run. */
  void ended(RunSettings problem, RunOutcome outcome);

  /**
   * Returns a listener that passes everything on to this one, and then to another.
   *
   * @since 0.2.0
   */
  default SuiteListener and(SuiteListener other) {
    return new ListenerPair(this, other);
  }
}

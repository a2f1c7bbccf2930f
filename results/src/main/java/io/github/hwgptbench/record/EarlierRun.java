package io.github.hwgptbench.record;

/**
 * A recorded run that is to be continued: a time limit ended it, or it had a smaller budget.
 *
 * @param outcome its outcome
 * @param trace its evaluations
 * @since 0.2.0
 */
public record EarlierRun(RunOutcome outcome, RunTrace trace) {}

package io.github.hwgptbench.record;

/**
 * A run that is in the record and is to go on: the time limit ended it, or it had a smaller budget.
 *
 * @param outcome how it went
 * @param trace its evaluations
 * @since 0.2.0
 */
public record EarlierRun(RunOutcome outcome, RunTrace trace) {}

package io.github.hwgptbench.adapter.optuna;

/** Thrown by an objective to end a trial early; the trial is then pruned, not failed. */
public final class TrialPrunedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public TrialPrunedException() {
    super("Trial pruned");
  }
}

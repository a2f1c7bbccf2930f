package io.github.hwgptbench.adapter.optuna;

/** Thrown by an objective to give a trial up early; the trial is pruned then, and not failed. */
public final class TrialPrunedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public TrialPrunedException() {
    super("Trial pruned");
  }
}

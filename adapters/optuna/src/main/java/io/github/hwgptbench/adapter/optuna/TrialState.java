package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.internal.text.Text;
import java.util.Arrays;

/** How far a trial has come. */
public enum TrialState {
  /** Somebody evaluates it. */
  RUNNING(0),
  /** It has a value for each objective. */
  COMPLETE(1),
  /** It was given up early. */
  PRUNED(2),
  /** It came to nothing. */
  FAIL(3),
  /** It was enqueued, and nobody has begun with it. */
  WAITING(4);

  private final int code;

  TrialState(int code) {
    this.code = code;
  }

  /** Returns whether nothing about the trial changes any more. */
  public boolean isFinished() {
    return this == COMPLETE || this == PRUNED || this == FAIL;
  }

  /** The number that stands for it in a journal. */
  int code() {
    return code;
  }

  static TrialState of(long code) {
    return Arrays.stream(values())
        .filter(state -> state.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            Text.format("State %d of a trial; allowed: 0 to 4", code)));
  }
}

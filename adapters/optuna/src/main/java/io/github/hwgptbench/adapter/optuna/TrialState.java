package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.internal.text.Text;
import java.util.Arrays;

/** The state of a trial. */
public enum TrialState {
  /** It is being evaluated. */
  RUNNING(0),
  /** It has a value for each objective. */
  COMPLETE(1),
  /** It was ended early. */
  PRUNED(2),
  /** It failed. */
  FAIL(3),
  /** It is enqueued, and was not started yet. */
  WAITING(4);

  private final int code;

  TrialState(int code) {
    this.code = code;
  }

  /** Returns whether the trial can't change any more. */
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

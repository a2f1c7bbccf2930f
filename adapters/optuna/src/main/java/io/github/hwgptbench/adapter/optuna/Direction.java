package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.internal.text.Text;
import java.util.Arrays;

/** The direction of an objective. */
public enum Direction {
  /** Smaller values are better. */
  MINIMIZE(1),
  /** Larger values are better. */
  MAXIMIZE(2);

  private final int code;

  Direction(int code) {
    this.code = code;
  }

  /** The number that stands for it in a journal. */
  int code() {
    return code;
  }

  static Direction of(int code) {
    return Arrays.stream(values())
        .filter(direction -> direction.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            Text.format("Direction %d; allowed: 1 (minimize) and 2 (maximize)", code)));
  }

  /** Returns a value such that smaller is better. */
  double minimized(double value) {
    // Unlike -value this makes no negative zero, which some comparisons take for less than zero.
    return this == MINIMIZE ? value : 0.0 - value;
  }
}

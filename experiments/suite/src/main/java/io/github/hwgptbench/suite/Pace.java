package io.github.hwgptbench.suite;

import java.util.function.LongSupplier;

/** Says when something that is done at most once a second may be done again. */
final class Pace {

  private static final long SECOND = 1_000_000_000;

  private final LongSupplier nanos;
  private long last;

  /**
   * Begins with something that is done just now.
   *
   * @param nanos a clock that never goes back
   */
  Pace(LongSupplier nanos) {
    this.nanos = nanos;
    this.last = nanos.getAsLong();
  }

  /** Returns whether a second is over since it last said so. */
  boolean due() {
    long now = nanos.getAsLong();
    if (now - last < SECOND) {
      return false;
    }
    last = now;
    return true;
  }
}

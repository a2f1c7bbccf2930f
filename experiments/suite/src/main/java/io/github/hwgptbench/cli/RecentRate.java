package io.github.hwgptbench.cli;

/**
 * The number of things done per second, over the last part of the time alone. What is done last may
 * take longer than all before; by the mean over all of the time, the time left would then grow
 * until the end. Not safe for use by several threads.
 */
final class RecentRate {

  /** The shortest window. */
  private static final double SECONDS = 15;
  /** The same as a share of the time so far. */
  private static final double SHARE = 0.15;

  /** How many there were after some time. */
  private record Mark(double seconds, long count) {}

  private static final Mark BEGINNING = new Mark(0, 0);

  private Mark window = BEGINNING;
  private Mark next = BEGINNING;

  /**
   * Returns the rate.
   *
   * @param seconds since the beginning, more than the last time
   * @param count how many were done in them
   * @return per second, over one to two windows; over all of the time where nothing was done in
   *     them
   */
  double at(double seconds, long count) {
    if (seconds - next.seconds >= Math.max(SECONDS, SHARE * seconds)) {
      window = next;
      next = new Mark(seconds, count);
    }
    Mark from = count > window.count ? window : BEGINNING;
    return (count - from.count) / (seconds - from.seconds);
  }
}

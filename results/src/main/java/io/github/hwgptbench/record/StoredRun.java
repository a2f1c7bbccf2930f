package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The bytes of a run, wherever they are kept. */
final class StoredRun {

  private final String place;
  private final String timesPlace;
  private final String remedy;
  private final byte[] run;
  private final byte @Nullable [] times;

  /**
   * Makes it.
   *
   * @param place names the evaluations in messages
   * @param timesPlace names the times in messages
   * @param remedy what has the run run again, for messages
   * @param run the bytes of {@code .run}
   * @param times the bytes of {@code .times}; null where they were left out
   */
  StoredRun(String place, String timesPlace, String remedy, byte[] run, byte @Nullable [] times) {
    this.place = place;
    this.timesPlace = timesPlace;
    this.remedy = remedy;
    this.run = run;
    this.times = times;
  }

  String place() {
    return place;
  }

  String timesPlace() {
    return timesPlace;
  }

  byte[] run() {
    return run;
  }

  byte @Nullable [] times() {
    return times;
  }

  /** Returns that the evaluations, or the times, are not as they were written. */
  IOException changed(String where) {
    return damaged(where, "was altered, its hash does not match");
  }

  /** Returns that the evaluations are wrong in some way, with what can be done. */
  IOException damaged(String what) {
    return damaged(place, what);
  }

  IOException damaged(String where, String what) {
    return new IOException(Text.format("%s: %s; %s", where, what, remedy));
  }
}

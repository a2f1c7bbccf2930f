package io.github.hwgptbench.live;

import io.github.hwgptbench.record.RunOutcome;

/** Counts of the runs of one algorithm on one problem. Safe for use by many threads. */
final class Tally {

  private int planned;
  private int finished;
  private int failed;
  private long evaluations;
  private double best;

  synchronized void plan() {
    planned++;
  }

  /** Takes back that a run is over, which goes on. */
  synchronized void remove(RunOutcome outcome) {
    if (outcome.failure().isPresent()) {
      failed--;
    } else {
      finished--;
    }
    evaluations -= outcome.evaluations();
  }

  /** Takes the counts of the runs that are over from another, which no other thread knows. */
  synchronized void recount(Tally counted) {
    finished = counted.finished;
    failed = counted.failed;
    evaluations = counted.evaluations;
    best = counted.best;
  }

  synchronized void add(RunOutcome outcome) {
    if (outcome.failure().isPresent()) {
      failed++;
    } else {
      finished++;
      best = Math.max(best, outcome.hypervolume());
    }
    evaluations += outcome.evaluations();
  }

  synchronized int planned() {
    return planned;
  }

  /** Returns how many runs ended without failure. */
  synchronized int finished() {
    return finished;
  }

  synchronized int failed() {
    return failed;
  }

  /** Returns how many evaluations the runs made that are over. */
  synchronized long evaluations() {
    return evaluations;
  }

  /** Returns the largest hypervolume of a run that is over; 0 without any. */
  synchronized double best() {
    return best;
  }
}

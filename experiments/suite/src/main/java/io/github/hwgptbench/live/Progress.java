package io.github.hwgptbench.live;

import java.util.List;

/**
 * Progress of a suite, of a problem or of an algorithm on it.
 *
 * @param name of what
 * @param id of a problem: the name of its folder; else the same as the name
 * @param planned number of runs
 * @param finished number of runs that ended without failure
 * @param failed number of runs that failed
 * @param running number of runs that go on
 * @param share of the budgets of all runs that is spent, from 0 to 1
 * @param evaluations of all runs
 * @param best quality of the best run, in words; empty where it is unknown
 */
record Progress(
    String name,
    String id,
    int planned,
    int finished,
    int failed,
    int running,
    double share,
    long evaluations,
    String best) {

  /** Returns the progress of several parts together. */
  static Progress sum(String name, List<Progress> parts) {
    int planned = parts.stream().mapToInt(Progress::planned).sum();
    return new Progress(
        name,
        name,
        planned,
        parts.stream().mapToInt(Progress::finished).sum(),
        parts.stream().mapToInt(Progress::failed).sum(),
        parts.stream().mapToInt(Progress::running).sum(),
        parts.stream().mapToDouble(part -> part.share * part.planned).sum() / Math.max(1, planned),
        parts.stream().mapToLong(Progress::evaluations).sum(),
        "");
  }
}

package io.github.hwgptbench.live;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * A suite, for the page.
 *
 * @param name of the suite
 * @param folder of its record
 * @param activity whether it runs
 * @param progress of the whole suite
 * @param problems progress of each
 * @param problem the one that is looked at
 * @param failures reasons of the failed runs, the latest first
 */
record SuiteState(
    String name,
    String folder,
    @JsonUnwrapped Activity activity,
    Progress progress,
    List<Progress> problems,
    ProblemState problem,
    List<Failure> failures) {

  /**
   * Whether a suite runs. Its fields are those of the suite on the page.
   *
   * @param status whether it runs
   * @param note why it does not run, or what was wrong; empty for nothing
   * @param seconds how long it has run, in this process
   * @param resumable whether the page can resume it
   */
  record Activity(LiveSuite.Status status, String note, long seconds, boolean resumable) {}

  /**
   * A run that failed.
   *
   * @param problem name of its folder
   * @param algorithm its algorithm
   * @param seed its seed
   * @param evaluations how many it made before
   * @param reason why
   */
  record Failure(String problem, String algorithm, long seed, int evaluations, String reason) {}
}

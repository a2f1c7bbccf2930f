package io.github.hwgptbench.record;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How one run went.
 *
 * @param algorithm name of the algorithm
 * @param seed seed of the run
 * @param evaluations how many evaluations it made
 * @param feasible how many of them satisfy the constraints
 * @param hypervolume of the normalised, noise-free values of all architectures that satisfy the
 *     constraints; 0 if there is none
 * @param started when it began
 * @param ended when it ended
 * @param duration how long it took, without the time between its parts if it was continued
 * @param sha256 hash of its evaluations, in hexadecimal digits: equal where architectures,
 *     objectives and violations are bit-identical and in the same order
 * @param timeLimit the time limit that ended it; empty if none did
 * @param failure why it failed; empty if it did not
 */
public record RunOutcome(
    String algorithm,
    long seed,
    int evaluations,
    int feasible,
    double hypervolume,
    Instant started,
    Instant ended,
    Duration duration,
    String sha256,
    Optional<Duration> timeLimit,
    Optional<String> failure) {

  /**
   * Makes the outcome of a run that went on from its beginning to its end, without a time limit.
   */
  public RunOutcome(
      String algorithm,
      long seed,
      int evaluations,
      int feasible,
      double hypervolume,
      Instant started,
      Instant ended,
      String sha256,
      Optional<String> failure) {
    this(
        algorithm,
        seed,
        evaluations,
        feasible,
        hypervolume,
        started,
        ended,
        Duration.between(started, ended),
        sha256,
        Optional.empty(),
        failure);
  }

  /**
   * Tells whether the run ended by itself with its whole budget spent. An algorithm may end its
   * search before that without failing, when it has evaluated the whole space for example.
   *
   * @param budget how many evaluations it was given
   */
  public boolean complete(int budget) {
    return failure.isEmpty() && timeLimit.isEmpty() && evaluations == budget;
  }

  /**
   * Tells whether more time would let the run go on.
   *
   * @param limit how long it may take now; empty for any time
   */
  boolean goesOnWith(Optional<Duration> limit) {
    return timeLimit.isPresent() && (limit.isEmpty() || limit.get().compareTo(timeLimit.get()) > 0);
  }
}

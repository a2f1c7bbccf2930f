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
 * @param feasible how many of them hold the constraints
 * @param hypervolume of the normalised, noise-free values of all architectures that hold the
 *     constraints; 0 if there is none
 * @param started when it began
 * @param ended when it ended
 * @param sha256 hash of its evaluations, in hexadecimal digits: equal where architectures,
 *     objectives and violations are, to the bit and in the same order
 * @param failure why it did not come to its end; empty if it did
 */
public record RunOutcome(
    String algorithm,
    long seed,
    int evaluations,
    int feasible,
    double hypervolume,
    Instant started,
    Instant ended,
    String sha256,
    Optional<String> failure) {

  /** Returns how long the run took. */
  public Duration duration() {
    return Duration.between(started, ended);
  }

  /**
   * Tells whether the run came to its end with its whole budget spent. An algorithm may end its
   * search before that without failing, when it has seen all that there is, say.
   *
   * @param budget how many evaluations it was given
   */
  public boolean complete(int budget) {
    return failure.isEmpty() && evaluations == budget;
  }
}

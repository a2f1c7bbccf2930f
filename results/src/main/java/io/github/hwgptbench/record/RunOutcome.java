package io.github.hwgptbench.record;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one run went.
 *
 * @param algorithm name of the algorithm
 * @param seed seed of the run
 * @param found what its evaluations found
 * @param timing when it ran
 * @param endedBy the time limit that ended it; null if none did
 * @param trouble why it failed; null if it did not
 */
public record RunOutcome(
    String algorithm,
    long seed,
    Found found,
    Timing timing,
    @Nullable Duration endedBy,
    @Nullable String trouble) {

  /**
   * What the evaluations of a run found.
   *
   * @param evaluations how many it made
   * @param feasible how many of them satisfy the constraints
   * @param hypervolume of the normalised, noise-free values of all architectures that satisfy the
   *     constraints; 0 if there is none
   * @param sha256 hash of the evaluations, in hexadecimal digits: equal where architectures,
   *     objectives and violations are bit-identical and in the same order
   */
  public record Found(int evaluations, int feasible, double hypervolume, String sha256) {}

  /**
   * When a run ran.
   *
   * @param started when it began
   * @param ended when it ended
   * @param duration how long it took, without the time between its parts if it was continued
   */
  public record Timing(Instant started, Instant ended, Duration duration) {

    /** Returns the timing of a run that went on from its beginning to its end. */
    public static Timing between(Instant started, Instant ended) {
      return new Timing(started, ended, Duration.between(started, ended));
    }
  }

  /** Makes the outcome of a run that ended by itself. */
  public RunOutcome(String algorithm, long seed, Found found, Timing timing) {
    this(algorithm, seed, found, timing, null, null);
  }

  /** Returns how many evaluations it made. */
  public int evaluations() {
    return found.evaluations;
  }

  /** Returns how many evaluations satisfy the constraints. */
  public int feasible() {
    return found.feasible;
  }

  /** Returns the hypervolume of what it found, as {@link Found} has it. */
  public double hypervolume() {
    return found.hypervolume;
  }

  /** Returns the hash of its evaluations, as {@link Found} has it. */
  public String sha256() {
    return found.sha256;
  }

  /** Returns when it began. */
  public Instant started() {
    return timing.started;
  }

  /** Returns when it ended. */
  public Instant ended() {
    return timing.ended;
  }

  /** Returns how long it took, without the time between its parts if it was continued. */
  public Duration duration() {
    return timing.duration;
  }

  /** Returns the time limit that ended it; empty if none did. */
  public Optional<Duration> timeLimit() {
    return Optional.ofNullable(endedBy);
  }

  /** Returns why it failed; empty if it did not. */
  public Optional<String> failure() {
    return Optional.ofNullable(trouble);
  }

  /**
   * Returns whether the run ended by itself with its whole budget spent. An algorithm may end its
   * search before that without failing, when it has evaluated the whole space for example.
   *
   * @param budget how many evaluations it was given
   */
  public boolean complete(int budget) {
    return trouble == null && endedBy == null && found.evaluations == budget;
  }

  /**
   * Returns whether more time would let the run go on.
   *
   * @param limit how long it may take now; null for any time
   */
  boolean goesOnWith(@Nullable Duration limit) {
    return endedBy != null && (limit == null || limit.compareTo(endedBy) > 0);
  }
}

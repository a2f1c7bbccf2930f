package io.github.hwgptbench.record;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a run.
 *
 * @param algorithm name of the algorithm
 * @param seed seed of the run
 * @param found results of its evaluations
 * @param timing its start, end and duration
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
   * The results of the evaluations of a run.
   *
   * @param evaluations number of evaluations
   * @param feasible number of feasible evaluations
   * @param hypervolume hypervolume of the normalised, noise-free values of all feasible
   *     architectures; 0 if there is none
   * @param sha256 hash of the evaluations, in hexadecimal digits: equal if architectures,
   *     objectives and violations are bit-identical and in the same order
   */
  public record Found(int evaluations, int feasible, double hypervolume, String sha256) {}

  /**
   * The start, end and duration of a run.
   *
   * @param started its start
   * @param ended its end
   * @param duration its duration, without the time between its parts if it was continued
   * @param proposal wall-clock time of the algorithm: from the beginning of the run to its last
   *     evaluation, without evaluations and the record; null if it was not measured. Of a run that
   *     was continued, that of the whole search as repeated
   */
  public record Timing(
      Instant started,
      Instant ended,
      Duration duration,
      @Nullable Duration proposal) {

    /** Makes the timing of a run whose proposals were not timed. */
    public Timing(Instant started, Instant ended, Duration duration) {
      this(started, ended, duration, null);
    }

    /** Returns the timing of an uninterrupted run. */
    public static Timing between(Instant started, Instant ended) {
      return new Timing(started, ended, Duration.between(started, ended));
    }
  }

  /** Makes the outcome of a run that neither failed nor reached a time limit. */
  public RunOutcome(String algorithm, long seed, Found found, Timing timing) {
    this(algorithm, seed, found, timing, null, null);
  }

  /** Returns the number of evaluations. */
  public int evaluations() {
    return found.evaluations;
  }

  /** Returns the number of feasible evaluations. */
  public int feasible() {
    return found.feasible;
  }

  /** Returns the hypervolume, as in {@link Found}. */
  public double hypervolume() {
    return found.hypervolume;
  }

  /** Returns the hash of its evaluations, as in {@link Found}. */
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

  /** Returns its duration, without the time between its parts if it was continued. */
  public Duration duration() {
    return timing.duration;
  }

  /**
   * Returns the wall-clock time of the algorithm, as in {@link Timing}; empty if it was not
   * measured.
   *
   * @since 0.2.0
   */
  public Optional<Duration> proposalTime() {
    return Optional.ofNullable(timing.proposal);
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
   * Returns whether the run spent its whole budget, without a failure or a time limit. An algorithm
   * may end its search earlier without failing, for example when it has evaluated the whole space.
   *
   * @param budget its budget in evaluations
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

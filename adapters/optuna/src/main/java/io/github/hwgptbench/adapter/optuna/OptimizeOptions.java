package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.internal.text.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Options of an optimisation: its length, the number of threads, and what happens after each trial.
 * Immutable.
 *
 * <pre>{@code
 * study.optimize(objective, OptimizeOptions.trials(200).jobs(2).timeout(Duration.ofMinutes(5)));
 * }</pre>
 */
public final class OptimizeOptions {

  private final @Nullable Integer trials;
  private final @Nullable Duration timeout;
  private final int jobs;
  private final List<Class<? extends Throwable>> caught;
  private final List<BiConsumer<Study, FrozenTrial>> callbacks;
  private final boolean progressBar;

  private OptimizeOptions(
      @Nullable Integer trials,
      @Nullable Duration timeout,
      int jobs,
      List<Class<? extends Throwable>> caught,
      List<BiConsumer<Study, FrozenTrial>> callbacks,
      boolean progressBar) {
    this.trials = trials;
    this.timeout = timeout;
    this.jobs = jobs;
    this.caught = caught;
    this.callbacks = callbacks;
    this.progressBar = progressBar;
  }

  /** Returns the options of an optimisation that runs until the study is stopped. */
  public static OptimizeOptions untilStopped() {
    return new OptimizeOptions(null, null, 1, List.of(), List.of(), false);
  }

  /**
   * Returns the options of an optimisation of a number of further trials, 0 or more.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public static OptimizeOptions trials(int trials) {
    checkAtLeast(0, trials, "trials");
    return new OptimizeOptions(trials, null, 1, List.of(), List.of(), false);
  }

  private static void checkAtLeast(int least, int number, String what) {
    if (number < least) {
      throw new IllegalArgumentException(
          Text.format("%d %s; allowed: %d or more", number, what, least));
    }
  }

  /** Sets the time after which no further trial begins; running trials are not interrupted. */
  public OptimizeOptions timeout(Duration limit) {
    return new OptimizeOptions(trials, limit, jobs, caught, callbacks, progressBar);
  }

  /**
   * Sets the number of simultaneous trials, each in its own thread. Results then depend on the
   * order in which trials end, even with the same seed.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public OptimizeOptions jobs(int threads) {
    checkAtLeast(1, threads, "jobs");
    return new OptimizeOptions(trials, timeout, threads, caught, callbacks, progressBar);
  }

  /** Continues after a trial that failed with this exception, which is rethrown otherwise. */
  public OptimizeOptions catching(Class<? extends Throwable> thrown) {
    List<Class<? extends Throwable>> all = new ArrayList<>(caught);
    all.add(thrown);
    return new OptimizeOptions(trials, timeout, jobs, List.copyOf(all), callbacks, progressBar);
  }

  /** Adds a callback that is called after each trial, in the thread of the trial. */
  public OptimizeOptions callback(BiConsumer<Study, FrozenTrial> callback) {
    List<BiConsumer<Study, FrozenTrial>> all = new ArrayList<>(callbacks);
    all.add(callback);
    return new OptimizeOptions(trials, timeout, jobs, caught, List.copyOf(all), progressBar);
  }

  /**
   * Prints progress to standard error: the number of ended trials and, with one objective, the best
   * of them.
   *
   * @since 0.2.0
   */
  public OptimizeOptions progressBar() {
    return new OptimizeOptions(trials, timeout, jobs, caught, callbacks, true);
  }

  boolean hasProgressBar() {
    return progressBar;
  }

  OptionalInt trials() {
    return trials == null ? OptionalInt.empty() : OptionalInt.of(trials);
  }

  Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }

  int jobs() {
    return jobs;
  }

  boolean catches(Throwable thrown) {
    return caught.stream().anyMatch(type -> type.isInstance(thrown));
  }

  List<BiConsumer<Study, FrozenTrial>> callbacks() {
    return callbacks;
  }
}

package io.github.hwgptbench.adapter.optuna;

import com.google.common.collect.Maps;
import io.github.hwgptbench.internal.text.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds trials of processes that have died, as in Optuna: {@link Study#optimize} records in the
 * database that a trial is alive, and before each new trial fails the trials of the study whose
 * last heartbeat is too old. Immutable.
 *
 * <pre>{@code
 * Heartbeat.every(Duration.ofSeconds(60)).onStaleTrial(Heartbeat.retry(3))
 * }</pre>
 *
 * <p>Trials of {@link Study#ask} have no heartbeat, and never fail in this way.
 *
 * @since 0.2.0
 */
public final class Heartbeat {

  private static final String FAILED_TRIAL = "failed_trial";
  private static final String RETRY_HISTORY = "retry_history";

  private final Duration interval;
  private final Duration gracePeriod;
  private final BiConsumer<Study, FrozenTrial> staleTrialCallback;

  private Heartbeat(
      Duration interval, Duration gracePeriod, BiConsumer<Study, FrozenTrial> staleTrialCallback) {
    this.interval = interval;
    this.gracePeriod = gracePeriod;
    this.staleTrialCallback = staleTrialCallback;
  }

  /**
   * Returns a heartbeat with a grace period of twice the interval, and without a callback for stale
   * trials.
   *
   * @throws IllegalArgumentException if the interval is less than a second
   */
  public static Heartbeat every(Duration interval) {
    atLeastASecond("interval", interval);
    return new Heartbeat(interval, interval.multipliedBy(2), (study, trial) -> {});
  }

  /**
   * Sets the maximum age of the last heartbeat of a running trial, after which the trial fails.
   *
   * @throws IllegalArgumentException if it is less than a second, or than the interval
   */
  public Heartbeat gracePeriod(Duration period) {
    atLeastASecond("grace period", period);
    if (period.compareTo(interval) < 0) {
      throw new IllegalArgumentException(Text.format(
          "Heartbeat with grace period %s; allowed: the interval of %s or more", period, interval));
    }
    return new Heartbeat(interval, period, staleTrialCallback);
  }

  /** Sets the callback for stale trials, such as {@link #retry(int)}. */
  public Heartbeat onStaleTrial(BiConsumer<Study, FrozenTrial> callback) {
    return new Heartbeat(interval, gracePeriod, callback);
  }

  private static void atLeastASecond(String what, Duration duration) {
    if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          Text.format("Heartbeat with %s %s; allowed: 1 s or more", what, duration));
    }
  }

  /**
   * Returns a callback that enqueues a failed trial again with its parameters and attributes, as
   * Optuna's {@code RetryHeartbeatStaleTrialCallback} does. Its reports, the rungs of successive
   * halving that it has passed, and the cost of its evaluations are not copied.
   *
   * @param times maximum number of retries of a trial, 0 or more
   * @throws IllegalArgumentException if it is negative
   */
  public static BiConsumer<Study, FrozenTrial> retry(int times) {
    return retry(times, false);
  }

  /**
   * Returns a callback that enqueues a failed trial again, as {@link #retry(int)} does.
   *
   * @param keepReports whether the new trial has the intermediate values of the failed one
   */
  public static BiConsumer<Study, FrozenTrial> retry(int times, boolean keepReports) {
    if (times < 0) {
      throw new IllegalArgumentException(
          Text.format("%d retries of a trial; allowed: 0 or more", times));
    }
    return (study, failed) -> {
      List<Object> history = new ArrayList<>(retryHistory(failed));
      history.add(failed.number());
      if (history.size() > times) {
        return;
      }
      Map<String, Object> systemAttrs = new LinkedHashMap<>(failed.systemAttrs());
      systemAttrs.putIfAbsent(FAILED_TRIAL, failed.number());
      systemAttrs.put(RETRY_HISTORY, history);
      study.addTrial(FrozenTrial.builder(TrialState.WAITING)
          .params(failed.params(), failed.distributions())
          .userAttrs(kept(failed.userAttrs(), keepReports))
          .systemAttrs(kept(systemAttrs, keepReports))
          .intermediateValues(keepReports ? failed.intermediateValues() : Map.of())
          .build());
    };
  }

  /** Leaves out what the failed trial has cost, and what it has reported unless that is kept. */
  private static Map<String, Object> kept(Map<String, Object> attrs, boolean keepReports) {
    return Maps.filterKeys(
        attrs,
        name -> !BenchmarkObjective.EXPENSE.contains(name)
            && (keepReports
                || !name.startsWith(FrozenTrial.REPORT)
                    && !name.startsWith(SuccessiveHalvingPruner.RUNG)));
  }

  private static List<?> retryHistory(FrozenTrial trial) {
    @Nullable Object history = trial.systemAttrs().get(RETRY_HISTORY);
    return history instanceof List<?> numbers ? numbers : List.of();
  }

  Duration interval() {
    return interval;
  }

  Duration gracePeriod() {
    return gracePeriod;
  }

  BiConsumer<Study, FrozenTrial> staleTrialCallback() {
    return staleTrialCallback;
  }
}

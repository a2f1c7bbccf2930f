package io.github.hwgptbench.adapter.optuna;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes in a storage that a trial is alive. */
final class HeartbeatThread {

  private static final Logger LOG = LoggerFactory.getLogger(Study.class);

  private HeartbeatThread() {}

  /**
   * Evaluates a trial, which has a heartbeat meanwhile if the storage has one. The first sign of
   * life is noted before.
   */
  static FrozenTrial during(Storage storage, Trial trial, Supplier<FrozenTrial> evaluation) {
    if (storage.heartbeat().isEmpty()) {
      return evaluation.get();
    }
    storage.beat(trial.id());
    ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, "heartbeat of trial " + trial.number());
      thread.setDaemon(true);
      return thread;
    });
    long interval = storage.heartbeat().get().interval().toMillis();
    beats.scheduleAtFixedRate(
        () -> beat(storage, trial), interval, interval, TimeUnit.MILLISECONDS);
    try {
      return evaluation.get();
    } finally {
      beats.shutdown();
    }
  }

  private static void beat(Storage storage, Trial trial) {
    try {
      storage.beat(trial.id());
    } catch (RuntimeException e) {
      // The next one may come through; the trial itself meets what is wrong when it is told.
      LOG.warn("Trial {}: no sign of life noted: {}", trial.number(), e.getMessage());
    }
  }
}

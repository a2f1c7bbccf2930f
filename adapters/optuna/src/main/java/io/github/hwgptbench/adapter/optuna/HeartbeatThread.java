package io.github.hwgptbench.adapter.optuna;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records the heartbeats of a trial in a storage. */
final class HeartbeatThread {

  private static final Logger LOG = LoggerFactory.getLogger(Study.class);

  private HeartbeatThread() {}

  /**
   * Evaluates a trial, which has a heartbeat meanwhile if the storage has one. The first heartbeat
   * is recorded before.
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
      // The next one may come through; otherwise the trial fails when it is finished.
      LOG.warn("Trial {}: the heartbeat could not be recorded: {}", trial.number(), e.getMessage());
    }
  }
}

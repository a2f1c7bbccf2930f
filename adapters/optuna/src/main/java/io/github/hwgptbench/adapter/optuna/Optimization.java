package io.github.hwgptbench.adapter.optuna;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The loop of a study: asks, evaluates and finishes trials, in one thread or several. */
final class Optimization {

  private final Study study;
  private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean stopped;

  Optimization(Study study) {
    this.study = study;
  }

  void stop() {
    if (running.get() == 0) {
      throw new IllegalStateException("Study stopped while nobody optimises it");
    }
    stopped = true;
  }

  void beginNoFurtherTrial() {
    stopped = true;
  }

  void run(ObjectiveFunction objective, OptimizeOptions options) {
    if (inside.get()) {
      throw new IllegalStateException(
          "An objective or a callback optimises the study that it is of");
    }
    if (running.getAndIncrement() == 0) {
      stopped = false;
    }
    try {
      Loop loop = new Loop(objective, options);
      if (options.jobs() == 1) {
        loop.run();
      } else {
        inThreads(loop, options.jobs());
      }
    } finally {
      running.decrementAndGet();
    }
  }

  private void inThreads(Loop loop, int jobs) {
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < jobs; i++) {
        futures.add(threads.submit(loop));
      }
      Throwable thrown = null;
      for (Future<?> future : futures) {
        try {
          future.get();
        } catch (ExecutionException e) {
          thrown = thrown == null ? e.getCause() : thrown;
        } catch (InterruptedException e) {
          stopped = true;
          Thread.currentThread().interrupt();
          return;
        }
      }
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown != null) {
        throw (RuntimeException) thrown;
      }
    } finally {
      threads.shutdown();
    }
  }

  /** What each thread does until there is nothing left to do. */
  private final class Loop implements Runnable {

    private final ObjectiveFunction objective;
    private final OptimizeOptions options;
    private final SamplingTask task;
    private final AtomicInteger begun = new AtomicInteger();
    private final @Nullable Long deadline;

    Loop(ObjectiveFunction objective, OptimizeOptions options) {
      this.objective = objective;
      this.options = options;
      this.task = SamplingTask.of(
          objective.declaration().orElse(null),
          Math.max(1, options.trials().orElse(SamplingTask.USUAL_TRIALS)));
      this.deadline =
          options.timeout().map(limit -> System.nanoTime() + limit.toNanos()).orElse(null);
    }

    @Override
    public void run() {
      inside.set(true);
      try {
        while (!stopped && inTime() && oneMore()) {
          trial();
        }
      } catch (RuntimeException | Error e) {
        stopped = true;
        throw e;
      } finally {
        inside.remove();
      }
    }

    private boolean inTime() {
      return deadline == null || System.nanoTime() - deadline < 0;
    }

    private boolean oneMore() {
      OptionalInt trials = options.trials();
      return trials.isEmpty() || begun.getAndIncrement() < trials.getAsInt();
    }

    private void trial() {
      study.failStaleTrials();
      Trial trial = study.ask(task);
      FrozenTrial told = HeartbeatThread.during(study.storage(), trial, () -> evaluate(trial));
      options.callbacks().forEach(callback -> callback.accept(study, told));
    }

    private FrozenTrial evaluate(Trial trial) {
      double[] values;
      try {
        values = objective.evaluate(trial);
      } catch (TrialPrunedException e) {
        return study.tell(trial, TrialState.PRUNED);
      } catch (RuntimeException | Error e) {
        FrozenTrial failed = study.fail(trial, e);
        if (options.catches(e)) {
          return failed;
        }
        throw e;
      }
      return study.tell(trial, values);
    }
  }
}

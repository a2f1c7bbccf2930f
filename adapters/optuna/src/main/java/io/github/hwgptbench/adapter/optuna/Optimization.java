package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop of a study: asks, evaluates and finishes trials, in one thread or several. */
final class Optimization {

  private static final Logger LOG = LoggerFactory.getLogger(Study.class);

  private final Study study;
  private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean stopped;

  Optimization(Study study) {
    this.study = study;
  }

  void stop() {
    if (running.get() == 0) {
      throw new IllegalStateException("The study is not being optimised, so it can't be stopped");
    }
    stopped = true;
  }

  void beginNoFurtherTrial() {
    stopped = true;
  }

  void run(ObjectiveFunction objective, OptimizeOptions options) {
    if (inside.get()) {
      throw new IllegalStateException("An objective or a callback can't optimise its own study");
    }
    if (options.jobs() > 1 && simulated(objective).isPresent()) {
      throw new IllegalArgumentException(Text.format(
          "%d jobs with an objective whose workers are simulated; allowed: 1", options.jobs()));
    }
    if (simulated(objective).isPresent() && study.storage().heartbeat().isPresent()) {
      throw new IllegalArgumentException(
          "Storage with a heartbeat, and an objective whose workers are simulated; allowed: one"
              + " of them");
    }
    if (running.getAndIncrement() == 0) {
      stopped = false;
    }
    try {
      Loop loop = new Loop(objective, options);
      try {
        if (options.jobs() == 1) {
          loop.run();
        } else {
          inThreads(loop, options.jobs());
        }
      } finally {
        if (loop.bar != null) {
          loop.bar.close();
        }
      }
    } finally {
      running.decrementAndGet();
    }
  }

  /** Returns the objective if several of its trials go on at a time in simulated time. */
  private static Optional<BenchmarkObjective> simulated(ObjectiveFunction objective) {
    return objective instanceof BenchmarkObjective benchmark && benchmark.concurrent()
        ? Optional.of(benchmark)
        : Optional.empty();
  }

  /** Returns the values of a trial, or {@link BenchmarkObjective#PENDING} if it goes on. */
  @FunctionalInterface
  private interface Step {
    double[] values();
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
    private final String name = study.studyName();
    private final SamplingTask task;
    private final AtomicInteger begun = new AtomicInteger();
    private final @Nullable Long deadline;
    private final @Nullable ProgressBar bar;

    Loop(ObjectiveFunction objective, OptimizeOptions options) {
      this.objective = objective;
      this.options = options;
      this.task = SamplingTask.of(
          objective.declaration().orElse(null),
          Math.max(1, options.trials().orElse(SamplingTask.USUAL_TRIALS)));
      this.deadline =
          options.timeout().map(limit -> System.nanoTime() + limit.toNanos()).orElse(null);
      this.bar = options.hasProgressBar()
          ? new ProgressBar(
              System.err, options.trials().isPresent() ? options.trials().getAsInt() : null)
          : null;
    }

    @Override
    public void run() {
      inside.set(true);
      try {
        Optional<BenchmarkObjective> simulated = simulated(objective);
        if (simulated.isPresent()) {
          inSimulatedTime(simulated.get());
          return;
        }
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
      report(HeartbeatThread.during(study.storage(), trial, () -> evaluate(trial)));
    }

    private void report(FrozenTrial finished) {
      log(finished);
      if (bar != null) {
        bar.ended(study, finished);
      }
      options.callbacks().forEach(callback -> callback.accept(study, finished));
    }

    private void log(FrozenTrial finished) {
      switch (finished.state()) {
        case COMPLETE ->
          LOG.info(
              "Trial {} of study '{}' is complete with values {} and parameters {}",
              finished.number(),
              name,
              finished.values(),
              finished.params());
        case PRUNED -> LOG.info("Trial {} of study '{}' is pruned", finished.number(), name);
        default ->
          LOG.warn(
              "Trial {} of study '{}' with parameters {} has failed: {}",
              finished.number(),
              name,
              finished.params(),
              finished.systemAttrs().get(Storage.FAIL_REASON));
      }
    }

    private FrozenTrial evaluate(Trial trial) {
      return finished(trial, () -> objective.evaluate(trial)).orElseThrow();
    }

    private void inSimulatedTime(BenchmarkObjective benchmark) {
      Map<Long, Trial> running = new HashMap<>();
      try {
        while (true) {
          while (!stopped && benchmark.idle() && inTime() && oneMore()) {
            Trial trial = study.ask(task);
            running.put((long) trial.number(), trial);
            step(running, trial, () -> {
              benchmark.begin(trial);
              return BenchmarkObjective.PENDING;
            });
          }
          Optional<Evaluation> ended = benchmark.end();
          if (ended.isEmpty()) {
            return;
          }
          Trial trial =
              Objects.requireNonNull(running.get(ended.get().candidate().number()));
          step(running, trial, () -> benchmark.ended(trial, ended.get()));
        }
      } finally {
        // Those that went on when something was thrown.
        running.values().forEach(this::fail);
      }
    }

    private void fail(Trial trial) {
      try {
        study.tell(trial, TrialState.FAIL);
      } catch (RuntimeException e) {
        // What was thrown first says more.
        LOG.warn("Trial {} could not be marked as failed: {}", trial.number(), e.getMessage());
      }
    }

    private void step(Map<Long, Trial> running, Trial trial, Step step) {
      boolean over = true;
      try {
        over = end(trial, step);
      } finally {
        if (over) {
          running.remove((long) trial.number());
        }
      }
    }

    /** Finishes a trial with what a step has for it; returns false if it goes on. */
    private boolean end(Trial trial, Step step) {
      Optional<FrozenTrial> finished = finished(trial, step);
      finished.ifPresent(this::report);
      return finished.isPresent();
    }

    private Optional<FrozenTrial> finished(Trial trial, Step step) {
      double[] values;
      try {
        values = step.values();
      } catch (TrialPrunedException e) {
        return Optional.of(study.tell(trial, TrialState.PRUNED));
      } catch (RuntimeException | Error e) {
        FrozenTrial failed = study.fail(trial, e);
        if (options.catches(e)) {
          return Optional.of(failed);
        }
        throw e;
      }
      return values == BenchmarkObjective.PENDING
          ? Optional.empty()
          : Optional.of(study.tell(trial, values));
    }
  }
}

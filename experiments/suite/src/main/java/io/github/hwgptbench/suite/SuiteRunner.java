package io.github.hwgptbench.suite;

import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ObservationSampler;
import io.github.hwgptbench.record.RunFolder;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.SuitePlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs suites. One run is one thread, and depends on its problem, budget and seed alone, so the
 * values of all evaluations are the same to the bit whatever the number of threads.
 *
 * <p>A run that fails does not stop the others, and keeps what it has.
 */
public final class SuiteRunner {

  private final ObjectiveEvaluator evaluator;
  private final ObservationSampler sampler;
  private final RunFolder folder;
  private final int threads;

  /**
   * Makes a runner.
   *
   * @param evaluator says the noise-free values of all objectives and of all that constraints bound
   * @param sampler draws readings for noisy suites, its objectives being those of the evaluator
   * @param folder receives the record
   * @param threads how many runs go on at the same time
   * @throws IllegalArgumentException if the number of threads is not positive
   */
  public SuiteRunner(
      ObjectiveEvaluator evaluator, ObservationSampler sampler, RunFolder folder, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("%d threads; allowed: 1 or more".formatted(threads));
    }
    this.evaluator = evaluator;
    this.sampler = sampler;
    this.folder = folder;
    this.threads = threads;
  }

  /**
   * Runs everything that the folder has not finished yet. However it ends, no run goes on after it.
   *
   * @param progress called after every evaluation, by many threads
   * @return how each run went, ordered by algorithm, then by seed
   * @throws IOException if the record can't be written
   * @throws InterruptedException if the calling thread is interrupted; runs that have not begun are
   *     dropped, and the others stop at their next evaluation
   */
  public List<RunOutcome> run(Suite suite, Runnable progress)
      throws IOException, InterruptedException {
    return run(suite, Shard.ALL, progress);
  }

  /**
   * Runs a part, as {@link #run(Suite, Runnable)} runs all.
   *
   * @param shard which part
   * @param progress called after every evaluation, by many threads
   * @return how each run of the part went, ordered by algorithm, then by seed
   * @throws IOException if the record can't be written
   * @throws InterruptedException if the calling thread is interrupted
   */
  public List<RunOutcome> run(Suite suite, Shard shard, Runnable progress)
      throws IOException, InterruptedException {
    SuitePlan plan = suite.plan();
    folder.write(plan, folder.finished(), false);
    List<Suite.Cell> cells = shard.of(suite.cells());
    Pace pace = new Pace(System::nanoTime);
    ExecutorService executor = Executors.newFixedThreadPool(Math.min(threads, suite.size()));
    try {
      List<Future<RunOutcome>> futures = cells.stream()
          .map(cell -> finished(cell)
              .orElseGet(() -> executor.submit(
                  () -> new RecordedRun(suite.settings(), cell, evaluator, sampler, progress)
                      .run(folder))))
          .toList();
      List<RunOutcome> outcomes = new ArrayList<>();
      for (Future<RunOutcome> future : futures) {
        outcomes.add(future.get());
        boolean last = outcomes.size() == cells.size();
        // The file is written whole every time, which many short runs would do for hours.
        if (last || pace.due()) {
          folder.write(plan, outcomes, outcomes.size() == suite.size());
        }
      }
      return outcomes;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      stop(executor);
    }
  }

  private Optional<Future<RunOutcome>> finished(Suite.Cell cell) {
    return folder.finished().stream()
        .filter(outcome -> outcome.algorithm().equals(cell.name()) && outcome.seed() == cell.seed())
        .<Future<RunOutcome>>map(CompletableFuture::completedFuture)
        .findFirst();
  }

  /** Waits too: whoever closes the evaluator next must not take it from under a run. */
  private static void stop(ExecutorService executor) {
    executor.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = executor.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

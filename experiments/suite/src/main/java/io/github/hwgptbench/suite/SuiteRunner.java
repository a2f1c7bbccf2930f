package io.github.hwgptbench.suite;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs suites, with all their problems at once. Each run uses one thread, and depends on its
 * problem, budget and seed alone, so the values of all evaluations are bit-identical for any number
 * of threads.
 *
 * <p>A run that fails, or takes too long, does not stop the others, and its evaluations are kept.
 */
public final class SuiteRunner {

  private final ProblemAnswers answers;
  private final SuiteFolder folder;
  private final int threads;
  private final @Nullable TimeLimit limit;

  /**
   * Makes a runner.
   *
   * @param answers sources of values for the problems
   * @param folder receives the record
   * @param threads number of simultaneous runs
   * @param limit maximum time of a run; null for none
   * @throws IllegalArgumentException if the number of threads is not positive
   */
  public SuiteRunner(
      ProblemAnswers answers, SuiteFolder folder, int threads, @Nullable TimeLimit limit) {
    if (threads < 1) {
      throw new IllegalArgumentException(Text.format("%d threads; allowed: 1 or more", threads));
    }
    this.answers = answers;
    this.folder = folder;
    this.threads = threads;
    this.limit = limit;
  }

  /**
   * Runs all unfinished runs of a part of a suite. No run continues after it returns, except those
   * that took too long and can't be stopped.
   *
   * @param suite the suite of the folder
   * @param shard the part of the suite
   * @return the outcomes of the runs of the part on each problem, ordered by algorithm, then by
   *     seed
   * @throws IOException if the record can't be written
   * @throws InterruptedException if the calling thread is interrupted; runs that have not begun are
   *     cancelled, and the others stop at their next evaluation
   */
  public Map<RunSettings, List<RunOutcome>> run(Suite suite, Shard shard, SuiteListener listener)
      throws IOException, InterruptedException {
    List<Suite.Cell> cells = shard.of(suite.cells());
    Map<RunSettings, List<SharedEvaluator>> evaluators = evaluators(suite, cells);
    ExecutorService executor =
        Executors.newFixedThreadPool(Math.max(1, Math.min(threads, cells.size())));
    try {
      ExecutorCompletionService<RunOutcome> runs = new ExecutorCompletionService<>(executor);
      List<Future<RunOutcome>> futures = new ArrayList<>();
      int begun = 0;
      for (Suite.Cell cell : cells) {
        Optional<RunOutcome> finished = finished(cell);
        if (finished.isPresent()) {
          futures.add(CompletableFuture.completedFuture(finished.get()));
        } else {
          List<SharedEvaluator> levels = Objects.requireNonNull(evaluators.get(cell.problem()));
          futures.add(runs.submit(() -> run(cell, levels, listener)));
          begun++;
        }
      }
      // In the order in which they end, so that a disk that is full ends all of them at once.
      for (int i = 0; i < begun; i++) {
        runs.take().get();
      }
      return outcomes(suite, cells, futures);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNull(e.getCause());
      Throwables.throwIfInstanceOf(cause, IOException.class);
      Throwables.throwIfUnchecked(cause);
      throw new IllegalStateException(cause);
    } finally {
      executor.shutdownNow();
      // Whoever closes the evaluator next must not take it from under a run.
      Uninterruptibles.awaitTerminationUninterruptibly(executor);
      evaluators.values().forEach(levels -> levels.forEach(SharedEvaluator::closeEarly));
    }
  }

  private Map<RunSettings, List<SharedEvaluator>> evaluators(Suite suite, List<Suite.Cell> cells) {
    Map<RunSettings, List<SharedEvaluator>> evaluators = new LinkedHashMap<>();
    for (RunSettings problem : suite.problems()) {
      long runs = cells.stream()
          .filter(cell -> cell.problem().equals(problem) && finished(cell).isEmpty())
          .count();
      evaluators.put(
          problem,
          IntStream.range(0, problem.fidelities().size())
              .mapToObj(
                  level -> new SharedEvaluator(() -> answers.evaluator(problem, level), (int) runs))
              .toList());
    }
    return evaluators;
  }

  private Optional<RunOutcome> finished(Suite.Cell cell) {
    return folder.finished(cell.problem(), cell.name(), cell.seed());
  }

  private RunOutcome run(Suite.Cell cell, List<SharedEvaluator> levels, SuiteListener listener)
      throws IOException, InterruptedException {
    RecordedRun run = new RecordedRun(
        cell, levels.stream().map(SharedEvaluator::take).toList(), answers, folder, listener);
    try {
      return limit == null ? run.run() : new LimitedRun(run, limit).run();
    } finally {
      // One that was left behind may still ask it.
      if (!run.goesOn()) {
        levels.forEach(SharedEvaluator::giveBack);
      }
    }
  }

  private static Map<RunSettings, List<RunOutcome>> outcomes(
      Suite suite, List<Suite.Cell> cells, List<Future<RunOutcome>> futures)
      throws ExecutionException, InterruptedException {
    Map<RunSettings, List<RunOutcome>> outcomes = new LinkedHashMap<>();
    suite.problems().forEach(problem -> outcomes.put(problem, new ArrayList<>()));
    for (int i = 0; i < futures.size(); i++) {
      Objects.requireNonNull(outcomes.get(cells.get(i).problem()))
          .add(futures.get(i).get());
    }
    return outcomes;
  }
}

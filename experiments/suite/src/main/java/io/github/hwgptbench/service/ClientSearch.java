package io.github.hwgptbench.service;

import io.github.hwgptbench.adapter.process.AskedEvaluations;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A search by whoever sends requests: the run waits for them. What was asked for is written down
 * before it is answered, so that a run can be gone on with to the same record by asking for it all
 * again.
 */
final class ClientSearch implements SearchAlgorithm {

  /** The refusal of a request to a run that is over. */
  static final String OVER = "The run is over";

  /**
   * What was asked for.
   *
   * @param genotypes null to end the run
   * @param fidelity the index of the level, or {@link Candidate#HIGHEST}
   * @param spent how many evaluations the client believes were made; null where it does not say
   * @param arrivedNanos when the request came
   */
  private record Request(
      @Nullable List<int[]> genotypes,
      int fidelity,
      @Nullable Long spent,
      long arrivedNanos,
      CompletableFuture<AskedEvaluations.Answer> answer) {}

  private final AlgorithmName name;
  private final AskedFile asked;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final Duration idle;
  private final CompletableFuture<Void> rests = new CompletableFuture<>();
  private long wantedNanos = System.nanoTime();
  /** When the client could begin to think about the next request. */
  private long answeredNanos;

  private boolean over;

  /**
   * Makes a search.
   *
   * @param name what the client calls itself
   * @param asked what was asked for before, and is written to
   * @param idle how long the search waits for a request before it rests
   */
  ClientSearch(AlgorithmName name, AskedFile asked, Duration idle) {
    this.name = name;
    this.asked = asked;
    this.idle = idle;
  }

  @Override
  public AlgorithmName name() {
    return name;
  }

  @Override
  public String description() {
    return "a client of the service";
  }

  @Override
  public Map<String, String> settings() {
    return name.settings();
  }

  /** Returns true: a client that begins a run with several workers knows of them. */
  @Override
  public boolean asynchronous() {
    return true;
  }

  /**
   * Asks for evaluations, which the run makes in its own thread.
   *
   * @param genotypes none to wait for what goes on
   * @param fidelity the index of the level, or {@link Candidate#HIGHEST}
   * @param spent how many evaluations the client believes were made; null where it does not say
   */
  CompletableFuture<AskedEvaluations.Answer> ask(
      List<int[]> genotypes, int fidelity, @Nullable Long spent) {
    return add(
        new Request(genotypes, fidelity, spent, System.nanoTime(), new CompletableFuture<>()));
  }

  /** Asks for the end of the run before its budget is spent. */
  CompletableFuture<AskedEvaluations.Answer> end() {
    return add(
        new Request(null, Candidate.HIGHEST, null, System.nanoTime(), new CompletableFuture<>()));
  }

  /**
   * Returns whether requests are taken, and makes the search wait for them as long as after a
   * request.
   */
  synchronized boolean wanted() {
    wantedNanos = System.nanoTime();
    return !over;
  }

  /**
   * Returns what is completed when nobody has asked for long. The search then takes no more
   * requests, and waits to be interrupted.
   */
  CompletableFuture<Void> rests() {
    return rests;
  }

  private synchronized boolean isIdle() {
    over |= requests.isEmpty() && System.nanoTime() - wantedNanos >= idle.toNanos();
    return over;
  }

  private synchronized CompletableFuture<AskedEvaluations.Answer> add(Request request) {
    if (over) {
      request.answer.completeExceptionally(new RefusedException(409, OVER));
    } else {
      requests.add(request);
    }
    return request.answer;
  }

  @Override
  public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
    run(problem, SearchConditions.of(budget, SearchStart.EMPTY), seed, listener);
  }

  @Override
  public void run(
      Problem problem, SearchConditions conditions, long seed, EvaluationListener listener) {
    try {
      AskedEvaluations evaluations = new AskedEvaluations(problem, conditions, listener);
      for (AskedFile.Request before : asked.before()) {
        evaluations.take(before.nanos());
        evaluations.evaluate(before.genotypes(), before.fidelity());
      }
      answeredNanos = System.nanoTime();
      while (!evaluations.over()) {
        Request request = next();
        if (request.genotypes == null) {
          evaluations.finish();
          request.answer.complete(evaluations.evaluate(List.of(), Candidate.HIGHEST));
          return;
        }
        long nanos = conditions.countsProposalTime() ? request.arrivedNanos - answeredNanos : 0;
        answer(request, request.genotypes, Math.max(0, nanos), evaluations);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    } finally {
      refuse();
    }
  }

  private Request next() throws InterruptedException {
    Request request = requests.poll(idle.toNanos(), TimeUnit.NANOSECONDS);
    while (request == null) {
      if (isIdle()) {
        rests.complete(null);
        // Nothing comes any more but the interruption.
        request = requests.take();
      } else {
        request = requests.poll(idle.toNanos(), TimeUnit.NANOSECONDS);
      }
    }
    return request;
  }

  private void answer(
      Request request, List<int[]> genotypes, long nanos, AskedEvaluations evaluations) {
    int spent = evaluations.made();
    if (request.spent != null && request.spent != spent) {
      request.answer.completeExceptionally(new RefusedException(
          409, Text.format("%d evaluations were made, not %d", spent, request.spent)));
      return;
    }
    try {
      evaluations.check(genotypes);
    } catch (UsageException e) {
      request.answer.completeExceptionally(e);
      return;
    }
    AskedFile.Request within = new AskedFile.Request(
        genotypes.subList(0, evaluations.atMost(genotypes.size())), request.fidelity, nanos);
    try {
      asked.add(within);
      evaluations.take(nanos);
      AskedEvaluations.Answer answer = evaluations.evaluate(within.genotypes(), within.fidelity());
      answeredNanos = System.nanoTime();
      request.answer.complete(answer);
    } catch (IOException e) {
      request.answer.completeExceptionally(e);
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      request.answer.completeExceptionally(e);
      throw e;
    }
  }

  /** Refuses what is asked for and not answered yet, and whatever is asked for from now on. */
  synchronized void refuse() {
    over = true;
    for (Request request = requests.poll(); request != null; request = requests.poll()) {
      request.answer.completeExceptionally(new RefusedException(409, OVER));
    }
  }
}

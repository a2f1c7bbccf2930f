package io.github.hwgptbench.service;

import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
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

  /**
   * The values of what was asked for.
   *
   * @param objectives a row an architecture, all minimised
   * @param violations a row an architecture
   * @param left how many evaluations are left
   */
  record Answer(double[][] objectives, double[][] violations, int left) {}

  /**
   * What was asked for.
   *
   * @param genes none to end the run
   * @param spent how many evaluations the client believes were made; null where it does not say
   */
  private record Request(int[][] genes, @Nullable Long spent, CompletableFuture<Answer> answer) {}

  private final AlgorithmName name;
  private final AskedFile asked;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final Duration idle;
  private final CompletableFuture<Void> rests = new CompletableFuture<>();
  private long wantedNanos = System.nanoTime();
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

  /** Asks for evaluations, which the run makes in its own thread. */
  CompletableFuture<Answer> ask(List<int[]> genes, @Nullable Long spent) {
    return add(new Request(genes.toArray(int[][]::new), spent, new CompletableFuture<>()));
  }

  /** Asks for the end of the run before its budget is spent. */
  CompletableFuture<Answer> end() {
    return add(new Request(new int[0][], null, new CompletableFuture<>()));
  }

  /**
   * Tells whether requests are taken, and makes the search wait for them as long as after a
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

  private synchronized CompletableFuture<Answer> add(Request request) {
    if (over) {
      request.answer.completeExceptionally(new RefusedException(409, "The run is over"));
    } else {
      requests.add(request);
    }
    return request.answer;
  }

  @Override
  public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
    try {
      int spent = 0;
      for (int[][] genes : asked.before()) {
        evaluate(problem, genes, spent, budget, listener);
        spent += genes.length;
      }
      while (spent < budget) {
        Request request = next();
        if (request.genes.length == 0) {
          request.answer.complete(new Answer(new double[0][], new double[0][], budget - spent));
          return;
        }
        spent += answer(request, problem, spent, budget, listener);
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

  private int answer(
      Request request, Problem problem, int spent, int budget, EvaluationListener listener) {
    if (request.spent != null && request.spent != spent) {
      request.answer.completeExceptionally(new RefusedException(
          409, Text.format("%d evaluations were made, not %d", spent, request.spent)));
      return 0;
    }
    int[][] genes = request.genes.length <= budget - spent
        ? request.genes
        : Arrays.copyOf(request.genes, budget - spent);
    try {
      asked.add(genes);
      request.answer.complete(evaluate(problem, genes, spent, budget, listener));
    } catch (IOException e) {
      request.answer.completeExceptionally(e);
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      request.answer.completeExceptionally(e);
      throw e;
    }
    return genes.length;
  }

  private static Answer evaluate(
      Problem problem, int[][] genes, int spent, int budget, EvaluationListener listener) {
    double[][] objectives = new double[genes.length][problem.objectives().size()];
    double[][] violations = new double[genes.length][problem.constraints().size()];
    problem.evaluate(genes, objectives, violations);
    for (int i = 0; i < genes.length; i++) {
      listener.evaluated(
          new Evaluation(new Candidate(spent + i, genes[i]), objectives[i], violations[i]));
    }
    return new Answer(objectives, violations, budget - spent - genes.length);
  }

  /** Refuses what is asked for and not answered yet, and whatever is asked for from now on. */
  synchronized void refuse() {
    over = true;
    for (Request request = requests.poll(); request != null; request = requests.poll()) {
      request.answer.completeExceptionally(new RefusedException(409, "The run is over"));
    }
  }
}

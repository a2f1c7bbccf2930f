package io.github.hwgptbench.adapter.process;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.algorithm.SimulatedWorkers;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the requests of a program in another process, within the budget of its search. With
 * several workers, each request is answered with the evaluations that end next. For one thread at a
 * time.
 *
 * @since 0.2.0
 */
public final class AskedEvaluations {

  /** The field of a request that names the fidelity. */
  public static final String FIDELITY = "fidelity";

  private final Problem problem;
  private final SearchConditions conditions;
  private final EvaluationListener listener;
  /** Null where evaluations are counted only, and all are the same. */
  private final @Nullable SimulatedWorkers workers;

  /** What was asked for and no worker has begun with yet. */
  private final Deque<Candidate> waiting = new ArrayDeque<>();

  private int asked;
  private int made;
  private boolean over;

  /**
   * Begins without evaluations.
   *
   * @param listener receives each evaluation, in order
   */
  public AskedEvaluations(
      Problem problem, SearchConditions conditions, EvaluationListener listener) {
    this.problem = problem;
    this.conditions = conditions;
    this.listener = listener;
    this.workers = conditions.plain() && problem.fidelities().single()
        ? null
        : new SimulatedWorkers(problem, conditions);
  }

  /** The answer to a request. Immutable. */
  public final class Answer {

    private final List<Evaluation> evaluations;
    private final int fidelity;
    private final int left;
    private final double rest;
    private final int idle;

    private Answer(List<Evaluation> evaluations, int fidelity) {
      this.evaluations = List.copyOf(evaluations);
      this.fidelity = Math.min(fidelity, problem.fidelities().highest());
      if (workers == null) {
        left = conditions.fullEvaluations() - made;
        rest = left;
        idle = 1;
      } else {
        left = over ? 0 : workers.left();
        rest = over ? 0 : workers.rest();
        idle = over ? 0 : workers.idle();
      }
    }

    /**
     * Writes the values as fields of the current object. If evaluations have a cost, it also has
     * the costs, the fidelity, the times on the clock if there is one, and the remaining budget.
     * With several workers, it has the numbers of the candidates in place of the fidelity, and the
     * number of idle workers.
     *
     * @throws IOException if they can't be written
     */
    public void write(JsonGenerator out) throws IOException {
      if (concurrent()) {
        out.writeArrayFieldStart("candidates");
        for (Evaluation evaluation : evaluations) {
          out.writeNumber(evaluation.candidate().number());
        }
        out.writeEndArray();
      }
      ProblemJson.writeValues(
          out,
          problem.objectives(),
          evaluations.stream().map(Evaluation::objectives).toArray(double[][]::new),
          evaluations.stream().map(Evaluation::violations).toArray(double[][]::new));
      if (workers != null) {
        if (!concurrent()) {
          out.writeNumberField(FIDELITY, fidelity);
        }
        writeNumbers(out, "costs", Evaluation::cost);
        if (conditions.clock() != null) {
          writeNumbers(out, "seconds", Evaluation::seconds);
        }
      }
      out.writeNumberField("left", left);
      if (workers != null) {
        out.writeNumberField("rest", rest);
      }
      if (concurrent()) {
        out.writeNumberField("idle", idle);
      }
    }

    private void writeNumbers(JsonGenerator out, String field, ToDoubleFunction<Evaluation> number)
        throws IOException {
      ProblemJson.writeNumbers(
          out, field, evaluations.stream().mapToDouble(number).toArray());
    }
  }

  /**
   * Returns the index of the level of a request.
   *
   * @throws UsageException if there is no such level
   */
  public static int fidelity(long fidelity, Fidelities fidelities) {
    if (fidelity < 0 || fidelity > fidelities.highest()) {
      throw UsageException.of(
          "'%s': %d; allowed: 0 to %d", FIDELITY, fidelity, fidelities.highest());
    }
    return (int) fidelity;
  }

  /** Returns whether evaluations have a cost and maybe a fidelity and a time. */
  boolean metered() {
    return workers != null;
  }

  /** Returns whether several evaluations go on at a time. */
  boolean concurrent() {
    return conditions.workers() > 1;
  }

  /** Returns the number of evaluations. */
  public int made() {
    return made;
  }

  /** Returns whether the budget is spent. */
  public boolean over() {
    return over;
  }

  /** Returns the number of further evaluations that the budget may allow. */
  public int atMost(int count) {
    return workers == null ? Math.min(count, conditions.fullEvaluations() - made) : count;
  }

  /**
   * Counts the time that the program has taken, if the time of the algorithm counts on the clock.
   */
  public void take(long nanos) {
    if (workers != null) {
      workers.take(nanos);
    }
  }

  /**
   * Checks that a request can be answered.
   *
   * @throws UsageException if it asks for nothing, and no evaluation is in progress
   */
  public void check(List<int[]> genotypes) {
    if (genotypes.isEmpty() && (workers == null || workers.running() == 0)) {
      throw new UsageException("No architecture; give at least one");
    }
  }

  /**
   * Evaluates the first genotypes, as many as the budget allows. With several workers, they begin
   * as soon as workers are idle, and the answer is the evaluation that ends next, with all others
   * that end at the same time; once the budget is spent, it has all that are in progress.
   *
   * @param genotypes the genotypes; empty to wait for evaluations in progress
   * @param fidelity index of the level, or {@link Candidate#HIGHEST}
   */
  public Answer evaluate(List<int[]> genotypes, int fidelity) {
    List<Evaluation> evaluations;
    if (workers == null) {
      evaluations = together(genotypes.subList(0, atMost(genotypes.size())));
    } else {
      genotypes.forEach(genes -> waiting.add(new Candidate(asked++, genes, fidelity)));
      evaluations = next(workers, concurrent() ? 1 : genotypes.size());
    }
    return new Answer(evaluations, fidelity);
  }

  /** Completes the evaluations that were requested and not answered. */
  public void finish() {
    if (workers != null) {
      next(workers, Integer.MAX_VALUE);
    }
  }

  private List<Evaluation> together(List<int[]> genotypes) {
    int[][] genes = genotypes.toArray(int[][]::new);
    double[][] objectives = new double[genes.length][problem.objectives().size()];
    double[][] violations = new double[genes.length][problem.constraints().size()];
    problem.evaluate(genes, objectives, violations);
    List<Evaluation> evaluations = new ArrayList<>();
    for (int i = 0; i < genes.length; i++) {
      evaluations.add(new Evaluation(new Candidate(made, genes[i]), objectives[i], violations[i]));
      listener.evaluated(evaluations.get(i));
      made++;
    }
    over = made == conditions.fullEvaluations();
    return evaluations;
  }

  /**
   * Returns the evaluations that end next.
   *
   * @param count how many, and those that end together with the last one; all if the budget is
   *     spent before
   */
  private List<Evaluation> next(SimulatedWorkers budgeted, int count) {
    List<Evaluation> evaluations = new ArrayList<>();
    begin(budgeted);
    while (evaluations.size() < count || over || (concurrent() && budgeted.endsNow())) {
      Optional<Evaluation> ended = budgeted.end();
      if (ended.isEmpty()) {
        break;
      }
      made++;
      listener.evaluated(ended.get());
      evaluations.add(ended.get());
      begin(budgeted);
    }
    return evaluations;
  }

  private void begin(SimulatedWorkers budgeted) {
    while (budgeted.idle() > 0 && !waiting.isEmpty()) {
      budgeted.begin(waiting.remove());
    }
    over = budgeted.left() == 0;
  }
}

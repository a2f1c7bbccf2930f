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
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates what a program that is no part of this process asks for, within the budget of its
 * search. With several workers, each request is answered with the evaluation that ends next. For
 * one thread at a time.
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
   * Begins with nothing evaluated.
   *
   * @param listener hears of each evaluation, in order
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

  /** What a program receives. Immutable. */
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
     * Writes the values as fields of the object that was begun. Where evaluations have a cost, so
     * do they, with the fidelity, the times on the clock if there is one, and the rest of the
     * budget. With several workers there are the numbers of the candidates in place of the
     * fidelity, and how many workers are idle.
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
   * Returns the index of the level that a request names; the highest if it names none.
   *
   * @throws UsageException if there is no such level
   */
  public static int fidelity(OptionalLong named, Fidelities fidelities) {
    long fidelity = named.orElse(fidelities.highest());
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

  /** Returns how many evaluations were made. */
  public int made() {
    return made;
  }

  /** Returns whether the budget is spent. */
  public boolean over() {
    return over;
  }

  /** Returns how many of the next evaluations the budget may be enough for. */
  public int atMost(int count) {
    return workers == null ? Math.min(count, conditions.fullEvaluations() - made) : count;
  }

  /** Lets the time that the program has taken count, if that of an algorithm does. */
  public void take(long nanos) {
    if (workers != null) {
      workers.take(nanos);
    }
  }

  /**
   * Checks that a request can be answered.
   *
   * @throws UsageException if it asks for nothing, and no evaluation goes on
   */
  public void check(List<int[]> genotypes) {
    if (genotypes.isEmpty() && (workers == null || workers.running() == 0)) {
      throw new UsageException("No architecture; give at least one");
    }
  }

  /**
   * Evaluates genotypes, as many of the first ones as there is budget for. With several workers,
   * they begin as soon as workers are idle, and the answer is the evaluation that ends next; once
   * the budget is spent, all that go on.
   *
   * @param genotypes none to wait for what goes on
   * @param fidelity the index of the level, or {@link Candidate#HIGHEST}
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

  /** Evaluates what was asked for and not answered. */
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
   * @param count how many; all if the budget is spent before
   */
  private List<Evaluation> next(SimulatedWorkers budgeted, int count) {
    List<Evaluation> evaluations = new ArrayList<>();
    begin(budgeted);
    while (evaluations.size() < count || over) {
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

package io.github.hwgptbench.adapter.process;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.algorithm.MeteredProblem;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates what a program that is no part of this process asks for, within the budget of its
 * search. For one thread at a time.
 *
 * @since 0.2.0
 */
public final class AskedEvaluations {

  /** The field of a request that names the fidelity. */
  public static final String FIDELITY = "fidelity";

  private static final double NANOS = 1e9;

  private final Problem problem;
  private final SearchConditions conditions;
  private final EvaluationListener listener;
  /** Null where evaluations are counted only, and all are the same. */
  private final @Nullable MeteredProblem metered;

  private int made;
  private boolean over;
  /** When the last evaluation ended, in seconds since the beginning. */
  private double now;

  /**
   * Begins with nothing evaluated.
   *
   * @param conditions of one worker
   * @param listener hears of each evaluation, in order
   */
  public AskedEvaluations(
      Problem problem, SearchConditions conditions, EvaluationListener listener) {
    this.problem = problem;
    this.conditions = conditions;
    this.listener = listener;
    this.metered = conditions.plain() && problem.fidelities().single()
        ? null
        : new MeteredProblem(problem, conditions);
  }

  /** What a program receives. Immutable. */
  public final class Answer {

    private final List<Evaluation> evaluations;
    private final int fidelity;
    private final int left;
    private final double rest;

    private Answer(List<Evaluation> evaluations, int fidelity) {
      this.evaluations = List.copyOf(evaluations);
      this.fidelity = Math.min(fidelity, problem.fidelities().highest());
      if (metered == null) {
        left = conditions.fullEvaluations() - made;
        rest = left;
      } else {
        left = over ? 0 : metered.left(now);
        rest = over ? 0 : metered.rest(now);
      }
    }

    /**
     * Writes the values as fields of the object that was begun. Where evaluations have a cost, so
     * do they, with the fidelity, the times on the clock if there is one, and the rest of the
     * budget.
     *
     * @throws IOException if they can't be written
     */
    public void write(JsonGenerator out) throws IOException {
      ProblemJson.writeValues(
          out,
          problem.objectives(),
          evaluations.stream().map(Evaluation::objectives).toArray(double[][]::new),
          evaluations.stream().map(Evaluation::violations).toArray(double[][]::new));
      if (metered != null) {
        out.writeNumberField(FIDELITY, fidelity);
        writeNumbers(out, "costs", Evaluation::cost);
        if (conditions.clock() != null) {
          writeNumbers(out, "seconds", Evaluation::seconds);
        }
      }
      out.writeNumberField("left", left);
      if (metered != null) {
        out.writeNumberField("rest", rest);
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
    return metered != null;
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
    return metered == null ? Math.min(count, conditions.fullEvaluations() - made) : count;
  }

  /** Lets the time that the program has taken count, if that of an algorithm does. */
  void take(long nanos) {
    if (conditions.countsProposalTime()) {
      now += nanos / NANOS;
    }
  }

  /**
   * Evaluates genotypes, as many of the first ones as there is budget for.
   *
   * @param genotypes none to ask for the rest of the budget
   * @param fidelity the index of the level, or {@link Candidate#HIGHEST}
   */
  public Answer evaluate(List<int[]> genotypes, int fidelity) {
    List<Evaluation> evaluations = metered == null
        ? together(genotypes.subList(0, atMost(genotypes.size())))
        : oneByOne(metered, genotypes, fidelity);
    return new Answer(evaluations, fidelity);
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

  /** Evaluates one after another, until what is left of the budget is not enough for one. */
  private List<Evaluation> oneByOne(MeteredProblem budgeted, List<int[]> genotypes, int fidelity) {
    List<Evaluation> evaluations = new ArrayList<>();
    for (int[] genes : genotypes) {
      Optional<MeteredProblem.Metered> next =
          budgeted.evaluate(new Candidate(made, genes, fidelity), now);
      if (next.isEmpty()) {
        over = true;
        break;
      }
      now = next.get().end();
      evaluations.add(next.get().evaluation());
      listener.evaluated(next.get().evaluation());
      made++;
    }
    over |= budgeted.left(now) == 0;
    return evaluations;
  }
}

package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.usage.UsageException;
import java.util.List;

/**
 * The problem of an optimizer, as it is known before any evaluation.
 *
 * @param space the searched space
 * @param objectives the number of objectives, at least 1, all minimised
 * @param constraints the number of constraints, 0 or more
 * @param budget the expected number of evaluations at the highest fidelity, positive, estimated if
 *     time is the limit; for settings that depend on it, not a limit
 * @param fidelities the fidelities of evaluations
 * @param workers the number of simultaneous evaluations, positive
 * @param priors evaluations of other problems on the same space
 */
public record SearchTask(
    GenotypeSpace space,
    int objectives,
    int constraints,
    int budget,
    Fidelities fidelities,
    int workers,
    List<Prior> priors) {

  /**
   * Makes a task.
   *
   * @throws IllegalArgumentException if a number is out of its range, or a prior is of another
   *     space or has another number of objectives or constraints
   */
  public SearchTask {
    check("objectives", objectives, 1);
    check("constraints", constraints, 0);
    check("evaluations", budget, 1);
    check("workers", workers, 1);
    priors = List.copyOf(priors);
    for (Prior prior : priors) {
      check(prior, space, objectives, constraints);
    }
  }

  private static void check(Prior prior, GenotypeSpace space, int objectives, int constraints) {
    for (int objective : prior.shared()) {
      if (objective < 0 || objective >= objectives) {
        throw UsageException.of(
            "Prior '%s': shares objective %d; allowed: 0 to %d",
            prior.problem(), objective, objectives - 1);
      }
    }
    for (Evaluation evaluation : prior.evaluations()) {
      int values = evaluation.objectives().length;
      int margins = evaluation.margins().length;
      if (values != objectives || margins != constraints) {
        throw UsageException.of(
            "Prior '%s': evaluations with %d objectives and %d constraints; allowed: %d and %d,"
                + " as in the searched problem",
            prior.problem(), values, margins, objectives, constraints);
      }
      if (!space.contains(evaluation.candidate().genes())) {
        throw UsageException.of(
            "Prior '%s': %s is not in the searched space", prior.problem(), evaluation.candidate());
      }
    }
  }

  /**
   * Makes the task of a search with one fidelity, one worker and no priors.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public SearchTask(GenotypeSpace space, int objectives, int constraints, int budget) {
    this(space, objectives, constraints, budget, Fidelities.SINGLE, 1, List.of());
  }

  private static void check(String what, int number, int least) {
    if (number < least) {
      throw new IllegalArgumentException(
          Text.format("Search with %d %s; allowed: %d or more", number, what, least));
    }
  }

  /** Returns the task of searching a problem with one worker and no priors. */
  public static SearchTask of(Problem problem, int budget) {
    return of(problem, budget, 1, List.of());
  }

  /**
   * Returns the task of searching a problem.
   *
   * @since 0.2.0
   */
  public static SearchTask of(Problem problem, int budget, int workers, List<Prior> priors) {
    return new SearchTask(
        problem.genotypes(),
        problem.objectives().size(),
        problem.constraints().size(),
        budget,
        problem.fidelities(),
        workers,
        priors);
  }
}

package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.Locale;

/**
 * What an optimizer knows of a problem before it has evaluated anything.
 *
 * @param space what is searched
 * @param objectives how many there are, at least 1, all minimised
 * @param constraints how many there are, 0 or more
 * @param budget how many evaluations the search is going to get, positive; for settings that depend
 *     on it, not a limit
 */
public record SearchTask(GenotypeSpace space, int objectives, int constraints, int budget) {

  /**
   * Makes a task.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public SearchTask {
    check("objectives", objectives, 1);
    check("constraints", constraints, 0);
    check("evaluations", budget, 1);
  }

  private static void check(String what, int number, int least) {
    if (number < least) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT, "Search with %d %s; allowed: %d or more", number, what, least));
    }
  }

  /** Returns the task of searching a problem. */
  public static SearchTask of(Problem problem, int budget) {
    return new SearchTask(
        problem.genotypes(), problem.objectives().size(), problem.constraints().size(), budget);
  }
}

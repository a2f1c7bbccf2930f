package io.github.hwgptbench.algorithm.internal.framework;

import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import java.util.OptionalInt;

/**
 * Settings of the algorithms of either framework, and their defaults: the same in both, so that an
 * algorithm that both have differs in nothing but the framework.
 */
public final class CommonSettings {

  /** How many solutions a population has. */
  public static final Setting<OptionalInt> POPULATION = Setting.wholeOrAuto(
      "population", 2, 100_000, "population size; auto: 100, or 40 for budgets up to 500");

  /** How finely the directions of a reference-point method lie. */
  public static final Setting<OptionalInt> DIVISIONS = Setting.wholeOrAuto(
      "divisions",
      3,
      10_000,
      "number of divisions of each axis for the reference points; auto: as many as give up to"
          + " 100 points, or 40 for budgets up to 500");

  /** How many solutions an archive has room for. */
  public static final Setting<Integer> ARCHIVE = Setting.whole(
      "archive", 100, 2, 100_000, "maximum number of non-dominated solutions in the archive");

  /** How often parents exchange genes. */
  public static final Setting<Double> CROSSOVER = Setting.real(
      "crossover",
      0.9,
      0,
      1,
      "probability of crossover, which exchanges each gene with probability 1/2");

  private static final int SMALL_BUDGET = 500;
  private static final int SMALL_POPULATION = 40;
  private static final int USUAL_POPULATION = 100;

  private CommonSettings() {}

  /** Returns the default size of a population. */
  public static int usualPopulation(int budget) {
    return budget <= SMALL_BUDGET ? SMALL_POPULATION : USUAL_POPULATION;
  }

  /** Returns the value of {@link #POPULATION}, or the default size. */
  public static int population(Settings settings, int budget) {
    return settings.get(POPULATION).orElse(usualPopulation(budget));
  }

  /**
   * Returns the value of {@link #DIVISIONS}, or the default number.
   *
   * @param objectives how many axes there are
   */
  public static int divisions(Settings settings, int budget, int objectives) {
    return settings
        .get(DIVISIONS)
        .orElseGet(() -> mostDivisions(usualPopulation(budget), objectives));
  }

  private static int mostDivisions(int points, int objectives) {
    int divisions = 1;
    while (objectives > 1 && referencePoints(divisions + 1, objectives) <= points) {
      divisions++;
    }
    return divisions;
  }

  /**
   * Returns how many points there are on a simplex (Das and Dennis 1998).
   *
   * @param divisions of each axis
   * @param objectives how many axes there are
   */
  public static long referencePoints(int divisions, int objectives) {
    long points = 1;
    for (int axis = 1; axis < objectives; axis++) {
      points = points * (divisions + axis) / axis;
    }
    return points;
  }
}

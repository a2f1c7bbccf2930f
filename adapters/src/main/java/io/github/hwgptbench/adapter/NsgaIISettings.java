package io.github.hwgptbench.adapter;

/**
 * What the frameworks' NSGA-II are set to, so that they differ in nothing but the framework: a
 * population of 100, of 40 for budgets up to 500, and of the budget where that is less; crossover
 * with probability 0.9; one mutation a child on average.
 *
 * @param populationSize at least 1
 * @param crossoverProbability 0 to 1
 */
public record NsgaIISettings(int populationSize, double crossoverProbability) {

  private static final double CROSSOVER_PROBABILITY = 0.9;
  private static final int SMALL_BUDGET = 500;
  private static final int SMALL_POPULATION = 40;
  private static final int POPULATION = 100;

  /**
   * Returns the settings for a budget.
   *
   * @param budget evaluations of a run
   * @param algorithm whose run, for messages
   * @throws IllegalArgumentException if the budget is less than 1
   */
  public static NsgaIISettings of(int budget, String algorithm) {
    if (budget < 1) {
      throw new IllegalArgumentException(
          "Budget %d of a run of %s; allowed: 1 or more".formatted(budget, algorithm));
    }
    int population = budget <= SMALL_BUDGET ? SMALL_POPULATION : POPULATION;
    return new NsgaIISettings(Math.min(budget, population), CROSSOVER_PROBABILITY);
  }
}

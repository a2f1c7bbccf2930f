package io.github.hwgptbench.algorithm.internal.framework;

import io.github.hwgptbench.algorithm.AlgorithmFactory;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.algorithm.ForwardingSearch;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.usage.UsageException;
import java.util.Map;
import java.util.Optional;

/** A search by an algorithm of another framework, under the budget of a {@link BudgetedProblem}. */
public abstract class FrameworkSearch implements SearchAlgorithm {

  private final AlgorithmFactory factory;
  private final Settings settings;

  /**
   * Makes a search.
   *
   * @param factory says what the algorithm is called and does
   * @param settings values of the settings of the factory
   */
  protected FrameworkSearch(AlgorithmFactory factory, Settings settings) {
    this.factory = factory;
    this.settings = settings;
  }

  @Override
  public final AlgorithmName name() {
    return new AlgorithmName(factory.name(), factory.preset(), settings.changed());
  }

  @Override
  public final String description() {
    return factory.description();
  }

  @Override
  public final Map<String, String> settings() {
    return settings.all();
  }

  @Override
  public final ConstraintHandling constraintHandling() {
    return factory.constraintHandling();
  }

  @Override
  public final Optional<String> refusal(int objectives, int constraints) {
    return factory.refusal(objectives, constraints);
  }

  @Override
  public final void run(Problem problem, int budget, long seed, EvaluationListener listener) {
    run(problem, budget, budget, seed, listener);
  }

  /** A search in simulated time has settings for as many evaluations as typically fit in it. */
  @Override
  public final void run(
      Problem problem, SearchConditions conditions, long seed, EvaluationListener listener) {
    new Expecting(this, conditions.fullEvaluations()).run(problem, conditions, seed, listener);
  }

  /** The same search with settings for a number of evaluations, whatever ends it. */
  private static final class Expecting extends ForwardingSearch {

    private final FrameworkSearch search;
    private final int evaluations;

    Expecting(FrameworkSearch search, int evaluations) {
      super(search);
      this.search = search;
      this.evaluations = evaluations;
    }

    @Override
    public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
      search.run(problem, budget, evaluations, seed, listener);
    }
  }

  private void run(
      Problem problem, int budget, int expected, long seed, EvaluationListener listener) {
    if (budget < 1) {
      throw UsageException.of("Budget %d of a run of %s; allowed: 1 or more", budget, name());
    }
    checkSearches(
        problem.name(), problem.objectives().size(), problem.constraints().size());
    BudgetedProblem budgeted = new BudgetedProblem(problem, budget, listener);
    budgeted.spend(() -> search(budgeted, expected, settings, seed));
  }

  /**
   * Makes an algorithm and runs it, beyond the end of the budget if nothing stops it.
   *
   * @param problem what it evaluates, and nothing else
   * @param budget for settings that depend on it
   * @param settings values of the settings of the factory
   * @param seed decides all randomness
   */
  protected abstract void search(BudgetedProblem problem, int budget, Settings settings, long seed);
}

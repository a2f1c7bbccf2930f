package io.github.hwgptbench.problem.moea;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.space.SearchSpace;
import org.jspecify.annotations.Nullable;
import org.moeaframework.core.population.NondominatedPopulation;
import org.moeaframework.core.spi.ProblemProvider;
import org.moeaframework.core.spi.ProviderException;
import org.moeaframework.problem.Problem;

/**
 * Makes the benchmark available in MOEA Framework by name, such as
 * {@code HWGPT-S(perplexity,energy@rtx2080)}; see {@link ProblemName}. Values are noise-free.
 */
public final class HwGptProblemProvider extends ProblemProvider {

  /**
   * Returns the problem of a name, or null if the name does not begin with {@code HWGPT-}. Closing
   * the problem closes its evaluator.
   *
   * @throws ProviderException if the name begins with it, but can't be parsed or has objectives
   *     that can't be evaluated; the message has the reason
   */
  @Override
  public @Nullable Problem getProblem(String name) {
    if (!ProblemName.claims(name)) {
      return null;
    }
    try {
      return open(ProblemName.parse(name));
    } catch (IllegalArgumentException e) {
      throw new ProviderException(e.getMessage(), e);
    }
  }

  private static Problem open(ProblemName name) {
    HwGptBench bench = HwGptBench.open(SearchSpace.of(name.space()));
    ObjectiveEvaluator evaluator = bench.evaluator(name.metrics());
    return new HwGptMoeaProblem(
        ArchitectureProblem.builder(evaluator)
            .objectives(name.objectives())
            .constraints(name.constraints())
            .build(),
        evaluator::close);
  }

  /** Returns null, since the true Pareto fronts are not known. */
  @Override
  public @Nullable NondominatedPopulation getReferenceSet(String name) {
    return null;
  }
}

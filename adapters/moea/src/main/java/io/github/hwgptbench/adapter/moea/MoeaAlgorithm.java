package io.github.hwgptbench.adapter.moea;

import io.github.hwgptbench.algorithm.AlgorithmFactory;
import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.algorithm.internal.framework.BudgetedProblem;
import io.github.hwgptbench.algorithm.internal.framework.FrameworkSearch;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.moea.HwGptMoeaProblem;
import java.util.List;
import java.util.Optional;
import org.moeaframework.algorithm.Algorithm;
import org.moeaframework.core.PRNG;
import org.moeaframework.core.TypedProperties;
import org.moeaframework.problem.Problem;

/**
 * An algorithm of MOEA Framework that searches spaces of categories.
 *
 * @param registeredName as the framework spells it, after its prefix
 * @param description one line on what it does
 * @param settings what can be set
 * @param constraintHandling what it does about constraints
 * @param leastObjectives how many objectives problems need to have
 * @param configuration turns settings into properties of the framework
 * @param construction makes it of those
 */
record MoeaAlgorithm(
    String registeredName,
    String description,
    List<Setting<?>> settings,
    ConstraintHandling constraintHandling,
    int leastObjectives,
    Configuration configuration,
    Construction construction)
    implements AlgorithmFactory {

  /** Sets properties that the algorithm reads. */
  @FunctionalInterface
  interface Configuration {
    void apply(MoeaRun run, TypedProperties properties);
  }

  /** Makes an algorithm. */
  @FunctionalInterface
  interface Construction {
    Algorithm build(TypedProperties properties, Problem problem);
  }

  @Override
  public String name() {
    return "moea:" + registeredName;
  }

  @Override
  public Optional<String> refusal(int objectives, int constraints) {
    return objectives < leastObjectives
        ? Optional.of(
            Text.format("it has %d objective; allowed: %d or more", objectives, leastObjectives))
        : AlgorithmFactory.super.refusal(objectives, constraints);
  }

  @Override
  public SearchAlgorithm create(Settings values) {
    return new Search(values);
  }

  private final class Search extends FrameworkSearch {

    Search(Settings values) {
      super(MoeaAlgorithm.this, values);
    }

    @Override
    protected void search(BudgetedProblem problem, int budget, Settings values, long seed) {
      PRNG.setSeed(seed);
      MoeaRun run = new MoeaRun(new HwGptMoeaProblem(problem), budget, values);
      TypedProperties properties = new TypedProperties();
      configuration.apply(run, properties);
      Algorithm algorithm = construction.build(properties, run.problem());
      do {
        algorithm.step();
      } while (!problem.ended() && !algorithm.isTerminated());
    }
  }
}

package io.github.hwgptbench.adapter.jmetal;

import io.github.hwgptbench.algorithm.AlgorithmFactory;
import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.algorithm.internal.framework.BudgetedProblem;
import io.github.hwgptbench.algorithm.internal.framework.CommonSettings;
import io.github.hwgptbench.algorithm.internal.framework.FrameworkSearch;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.jmetal.HwGptIntegerProblem;
import java.util.List;
import java.util.Optional;
import org.uma.jmetal.algorithm.Algorithm;

/**
 * An algorithm of jMetal that searches spaces of categories.
 *
 * @param name as jMetal spells it, after the prefix of the framework
 * @param description one line on what it does
 * @param settings what can be set
 * @param constraintHandling what it does about constraints
 * @param twoObjectives whether it searches problems of two objectives only
 * @param pairs whether the population has to be of an even number of solutions
 * @param construction builds it for a run
 */
record JMetalAlgorithm(
    String name,
    String description,
    List<Setting<?>> settings,
    ConstraintHandling constraintHandling,
    boolean twoObjectives,
    boolean pairs,
    Construction construction)
    implements AlgorithmFactory {

  /** Builds an algorithm. */
  @FunctionalInterface
  interface Construction {
    Algorithm<?> build(JMetalRun run);
  }

  @Override
  public Optional<String> refusal(int objectives, int constraints) {
    return twoObjectives && objectives != 2
        ? Optional.of(Text.format(
            "it has %d objectives; allowed: 2, as weights for more are read from files",
            objectives))
        : AlgorithmFactory.super.refusal(objectives, constraints);
  }

  @Override
  public SearchAlgorithm create(Settings values) {
    if (pairs) {
      checkEven(values);
    }
    return new Search(values);
  }

  private static void checkEven(Settings values) {
    values.get(CommonSettings.POPULATION).ifPresent(population -> {
      if (population % 2 != 0) {
        throw new IllegalArgumentException(Text.format(
            "Setting 'population': '%d' is not allowed; allowed: auto, even numbers", population));
      }
    });
  }

  private final class Search extends FrameworkSearch {

    Search(Settings values) {
      super(JMetalAlgorithm.this, values);
    }

    @Override
    protected void search(BudgetedProblem problem, int budget, Settings values, long seed) {
      JMetalRun run = new JMetalRun(new HwGptIntegerProblem(problem), budget, values);
      JMetalScope.run(seed, () -> construction.build(run).run());
    }
  }
}

package io.github.hwgptbench.adapter.moea;

import io.github.hwgptbench.adapter.BudgetedProblem;
import io.github.hwgptbench.adapter.FrameworkSearch;
import io.github.hwgptbench.algorithm.AlgorithmFactory;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.problem.moea.HwGptMoeaProblem;
import java.util.List;
import java.util.Locale;
import org.moeaframework.algorithm.Algorithm;
import org.moeaframework.core.PRNG;
import org.moeaframework.core.TypedProperties;
import org.moeaframework.core.spi.ProviderException;

/**
 * An algorithm of MOEA Framework that searches spaces of categories.
 *
 * @param registeredName what the framework's factory of algorithms knows it by
 * @param description one line on what it does
 * @param settings what can be set
 * @param configuration turns settings into properties of the framework
 */
record MoeaAlgorithm(
    String registeredName,
    String description,
    List<Setting<?>> settings,
    Configuration configuration)
    implements AlgorithmFactory {

  /** Sets properties that the algorithm reads. */
  @FunctionalInterface
  interface Configuration {
    void apply(MoeaRun run, TypedProperties properties);
  }

  @Override
  public String name() {
    return "moea:" + registeredName;
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
      Algorithm algorithm = build(new MoeaRun(new HwGptMoeaProblem(problem), budget, values));
      do {
        algorithm.step();
      } while (!problem.ended() && !algorithm.isTerminated());
    }

    private Algorithm build(MoeaRun run) {
      TypedProperties properties = new TypedProperties();
      configuration.apply(run, properties);
      try {
        return org.moeaframework.core.spi.AlgorithmFactory.getInstance()
            .getAlgorithm(registeredName, properties, run.problem());
      } catch (ProviderException e) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "%s can't search %s: %s", name(), run.problem().getName(), reason(e)),
            e);
      }
    }

    /** The framework's factory says no more than that there was a cause. */
    private static String reason(ProviderException e) {
      return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    }
  }
}

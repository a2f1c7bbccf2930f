package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.internal.text.Text;
import java.util.Optional;

/**
 * Makes Bayesian optimisation by the {@link ExpectedHypervolumeImprovement} over the front of what
 * the models expect at the evaluated points, which is the front itself where values have no noise.
 * The reference point is the worst of the front and a tenth of its range more, in each objective;
 * on problems with constraints, of the front together with the points that the models expect to be
 * reachable, since it would otherwise exclude feasible regions beyond those that were found.
 * Problems with more than six objectives are refused.
 */
public sealed class EhviFactory extends BayesianFactory
    permits MultiFidelityEhviFactory, NehviFactory, PriorFrontFactory, TransferEhviFactory {

  static final AcquisitionRule RULE = (known, reachable, random) -> {
    FrontRange range = FrontRange.of(known, reachable);
    return new ExpectedHypervolumeImprovement(range.front(), range.reference());
  };

  private static final int MOST_OBJECTIVES = 6;

  /** Creates the factory. */
  public EhviFactory() {
    this("ehvi", "Bayesian optimisation by expected hypervolume improvement");
  }

  EhviFactory(String name, String description, Setting<?>... own) {
    super(name, description, own);
  }

  @Override
  public Optional<String> refusal(int objectives, int constraints) {
    return tooManyObjectives(objectives).or(() -> super.refusal(objectives, constraints));
  }

  static Optional<String> tooManyObjectives(int objectives) {
    return objectives > MOST_OBJECTIVES
        ? Optional.of(Text.format(
            "it has %d objectives; allowed: up to %d (rsbo, lsbo and nsga2 take more)",
            objectives, MOST_OBJECTIVES))
        : Optional.empty();
  }

  @Override
  AcquisitionRule rule(SearchTask task, Settings settings) {
    return RULE;
  }
}

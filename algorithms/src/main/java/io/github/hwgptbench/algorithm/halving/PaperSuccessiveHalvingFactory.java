package io.github.hwgptbench.algorithm.halving;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.Proposals;
import io.github.hwgptbench.algorithm.internal.factory.ConstructorFactory;
import io.github.hwgptbench.algorithm.variation.RawGenotypes;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes MOASHA as the authors of HW-GPT-Bench run it, by Syne Tune: a trial reports once, when it
 * is complete, so that nothing is ever stopped or promoted. What is left are random genotypes,
 * which may come twice, evaluated at the highest fidelity.
 *
 * @since 0.2.0
 */
public final class PaperSuccessiveHalvingFactory extends ConstructorFactory {

  private record Draws(Proposals proposals, RawGenotypes genotypes, RandomGenerator random)
      implements Optimizer {

    @Override
    public List<Candidate> ask(int atMost) {
      return proposals.addAll(atMost, () -> genotypes.draw(random));
    }

    @Override
    public void tell(List<Evaluation> evaluations) {
      // Values change nothing; only whether the candidates were asked for is checked.
      proposals.tell(evaluations);
    }
  }

  /** Creates the factory. */
  public PaperSuccessiveHalvingFactory() {
    super(
        "moasha@paper",
        "MOASHA as published, with one report per trial: random search, with repetitions",
        ConstraintHandling.UNGUIDED,
        List.of(),
        (task, settings, random) ->
            new Draws(new Proposals(task.space()), new RawGenotypes(task.space()), random));
  }
}

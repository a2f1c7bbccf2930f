package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes the {@link PaperEhvi} baseline, by the name {@code ehvi@paper}. */
public final class PaperEhviFactory extends PaperFactory {

  @Override
  public String name() {
    return "ehvi";
  }

  @Override
  public String description() {
    return "the authors' EHVI, whose sign and reference point leave it searching at random";
  }

  @Override
  public Optional<String> refusal(int objectives, int constraints) {
    return EhviFactory.tooManyObjectives(objectives)
        .or(() -> super.refusal(objectives, constraints));
  }

  @Override
  public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
    return new PaperEhvi(task, initial(settings, usualInitial(task)), growth(settings), random);
  }
}

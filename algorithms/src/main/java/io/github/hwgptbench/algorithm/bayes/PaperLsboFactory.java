package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import java.util.random.RandomGenerator;

/** Makes the {@link PaperLsbo} baseline, by the name {@code lsbo@paper}. */
public final class PaperLsboFactory extends PaperFactory {

  @Override
  public String name() {
    return "lsbo";
  }

  @Override
  public String description() {
    return "the authors' LSBO, which models the sum of the objectives";
  }

  @Override
  public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
    return new PaperLsbo(task, initial(settings, usualInitial(task)), growth(settings), random);
  }
}

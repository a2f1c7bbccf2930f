package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import java.util.random.RandomGenerator;

/** Makes the {@link PaperRsbo} baseline, by the name {@code rsbo@paper}. */
public final class PaperRsboFactory extends PaperFactory {

  private static final int AUTHORS_INITIAL = 3;

  @Override
  public String name() {
    return "rsbo";
  }

  @Override
  public String description() {
    return "the authors' RSBO, whose random weights are always the same";
  }

  @Override
  public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
    return new PaperRsbo(task, initial(settings, AUTHORS_INITIAL), growth(settings), random);
  }
}

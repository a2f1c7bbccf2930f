package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import java.util.random.RandomGenerator;

/** Makes the {@link AuthorsEhvi} baseline, by the name {@code ehvi@paper}. */
public final class AuthorsEhviFactory extends AuthorsFactory {

  @Override
  public String name() {
    return "ehvi";
  }

  @Override
  public String description() {
    return "the authors' EHVI, whose sign and reference point leave it searching at random";
  }

  @Override
  public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
    return new AuthorsEhvi(task, initial(settings, usualInitial(task)), growth(settings), random);
  }
}

package io.github.hwgptbench.algorithm.random;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.internal.factory.ConstructorFactory;
import java.util.List;

/** Makes {@link RandomSearch}, by the name {@code random}. */
public final class RandomSearchFactory extends ConstructorFactory {

  /** Creates the factory. */
  public RandomSearchFactory() {
    super(
        "random",
        "random search: every gene drawn uniformly, no architecture twice",
        ConstraintHandling.UNGUIDED,
        List.of(),
        (task, settings, random) -> new RandomSearch(task.space(), random));
  }
}

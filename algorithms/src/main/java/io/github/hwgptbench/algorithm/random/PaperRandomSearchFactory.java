package io.github.hwgptbench.algorithm.random;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.internal.factory.ConstructorFactory;
import java.util.List;

/** Makes {@link PaperRandomSearch}, by the name {@code random@paper}. */
public final class PaperRandomSearchFactory extends ConstructorFactory {

  /** Creates the factory. */
  public PaperRandomSearchFactory() {
    super(
        "random@paper",
        "random search as published: the smallest architecture first, no genotype twice",
        ConstraintHandling.UNGUIDED,
        List.of(),
        (task, settings, random) -> new PaperRandomSearch(task.space(), random));
  }
}

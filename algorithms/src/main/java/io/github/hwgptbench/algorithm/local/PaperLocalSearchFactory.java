package io.github.hwgptbench.algorithm.local;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.internal.factory.ConstructorFactory;
import java.util.List;

/** Makes {@link PaperLocalSearch}, by the name {@code local-search@paper}. */
public final class PaperLocalSearchFactory extends ConstructorFactory {

  /** Creates the factory. */
  public PaperLocalSearchFactory() {
    super(
        "local-search@paper",
        "local search as published: random neighbours of the front; of equal points none is kept",
        ConstraintHandling.HEEDED,
        List.of(),
        (task, settings, random) -> new PaperLocalSearch(task.space(), random));
  }
}

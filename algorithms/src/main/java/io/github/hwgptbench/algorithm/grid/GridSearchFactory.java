package io.github.hwgptbench.algorithm.grid;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.internal.factory.ConstructorFactory;
import java.util.List;

/** Makes {@link GridSearch}, by the name {@code grid}. */
public final class GridSearchFactory extends ConstructorFactory {

  /** Creates the factory. */
  public GridSearchFactory() {
    super(
        "grid",
        "grid search: architectures with identical layers first, then finer grids",
        ConstraintHandling.UNGUIDED,
        List.of(),
        (task, settings, random) -> new GridSearch(task.space(), random));
  }
}

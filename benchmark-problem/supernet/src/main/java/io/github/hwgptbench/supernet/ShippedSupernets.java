package io.github.hwgptbench.supernet;

import io.github.hwgptbench.objective.ObjectiveSource;
import io.github.hwgptbench.objective.ObjectiveSourceProvider;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;

/**
 * Offers the {@link ShippedSupernet} of a space to every benchmark of it.
 *
 * @since 0.2.0
 */
public final class ShippedSupernets implements ObjectiveSourceProvider {

  @Override
  public List<ObjectiveSource> sources(SearchSpace space) {
    return ShippedSupernet.of(space)
        .<List<ObjectiveSource>>map(shipped -> List.of(shipped.build()))
        .orElse(List.of());
  }
}

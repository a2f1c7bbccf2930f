package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import java.util.List;

/**
 * Creates searches that evaluate nondominated architectures of the priors first, and then continue
 * as those of {@link EhviFactory}, whose models don't see the priors: a simple baseline for
 * transfer from other devices. The order is that of {@link PriorObservations#front}. The first
 * design is completed to its size as that of {@link EhviFactory} is. Without priors, they are those
 * of {@link EhviFactory}.
 *
 * @since 0.2.0
 */
public final class PriorFrontFactory extends EhviFactory {

  private static final Setting<Integer> FRONT = Setting.whole(
      "front",
      8,
      0,
      Integer.MAX_VALUE,
      "maximum number of nondominated architectures of the priors to evaluate first");

  /** Creates the factory. */
  public PriorFrontFactory() {
    super("prior-front", "evaluates the front of the priors first, then searches as ehvi", FRONT);
  }

  @Override
  public boolean usesPriors() {
    return true;
  }

  @Override
  List<int[]> first(SearchTask task, Settings settings) {
    return PriorObservations.front(PriorObservations.of(task), settings.get(FRONT));
  }

  @Override
  int initial(SearchTask task, Settings settings) {
    return Math.max(super.initial(task, settings), first(task, settings).size());
  }
}

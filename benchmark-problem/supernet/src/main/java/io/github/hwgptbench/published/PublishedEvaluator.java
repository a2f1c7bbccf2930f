package io.github.hwgptbench.published;

import io.github.hwgptbench.objective.FixedEvaluator;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;

/** Evaluates imported networks. */
final class PublishedEvaluator extends FixedEvaluator {

  private final List<PublishedNetwork> networks;

  /**
   * Makes an evaluator.
   *
   * @param networks all of the space
   */
  PublishedEvaluator(SearchSpace space, List<PublishedNetwork> networks) {
    super(space, networks.stream().map(PublishedNetwork::objective).toList());
    this.networks = networks;
  }

  @Override
  public void evaluate(int[] genes, double[] values) {
    checkRoom(values);
    Architecture architecture = space.decode(genes);
    for (int i = 0; i < values.length; i++) {
      values[i] = networks.get(i).value(architecture);
    }
  }
}

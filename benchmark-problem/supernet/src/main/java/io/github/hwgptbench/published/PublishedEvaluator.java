package io.github.hwgptbench.published;

import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;

/** Evaluates imported networks. */
final class PublishedEvaluator implements ObjectiveEvaluator {

  private final SearchSpace space;
  private final List<PublishedNetwork> networks;
  private final List<Objective> objectives;

  /**
   * Makes an evaluator.
   *
   * @param networks all of the space
   */
  PublishedEvaluator(SearchSpace space, List<PublishedNetwork> networks) {
    this.space = space;
    this.networks = networks;
    objectives = networks.stream().map(PublishedNetwork::objective).toList();
  }

  @Override
  public SearchSpace space() {
    return space;
  }

  @Override
  public List<Objective> objectives() {
    return objectives;
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

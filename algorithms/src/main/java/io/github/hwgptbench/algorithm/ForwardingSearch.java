package io.github.hwgptbench.algorithm;

import java.util.Map;
import java.util.Optional;

/**
 * An algorithm that is described as another one is, but runs in its own way.
 *
 * @since 0.2.0
 */
public abstract class ForwardingSearch implements SearchAlgorithm {

  private final SearchAlgorithm search;

  /** Makes an algorithm that is described as another one. */
  protected ForwardingSearch(SearchAlgorithm search) {
    this.search = search;
  }

  @Override
  public AlgorithmName name() {
    return search.name();
  }

  @Override
  public String description() {
    return search.description();
  }

  @Override
  public Map<String, String> settings() {
    return search.settings();
  }

  @Override
  public ConstraintHandling constraintHandling() {
    return search.constraintHandling();
  }

  @Override
  public Optional<String> refusal(int objectives, int constraints) {
    return search.refusal(objectives, constraints);
  }

  @Override
  public boolean hasSideEffects() {
    return search.hasSideEffects();
  }

  @Override
  public boolean asynchronous() {
    return search.asynchronous();
  }

  @Override
  public boolean usesFidelities() {
    return search.usesFidelities();
  }

  @Override
  public boolean startable() {
    return search.startable();
  }
}

package io.github.hwgptbench.adapter.optuna;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Draws every parameter by itself: uniformly, or uniformly in the logarithm. */
final class IndependentSampler implements Sampler {

  private final RandomGenerator random;

  IndependentSampler(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public Map<String, Object> sampleRelative(Study study, FrozenTrial trial, SamplingTask task) {
    return Map.of();
  }

  @Override
  public synchronized @Nullable Object sampleIndependent(
      Study study, FrozenTrial trial, String name, Distribution distribution) {
    return distribution.toExternalRepr(distribution.sample(random));
  }
}

package io.github.hwgptbench.adapter.optuna;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Draws every parameter by itself: uniformly, or uniformly in the logarithm. */
record IndependentSampler(RandomGenerator random) implements Sampler {

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

package io.github.hwgptbench.adapter.optuna;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leaves discrete parameters to one sampler, and studies with others among them to another. */
final class MixedSampler implements Sampler {

  private final Sampler discrete;
  private final Sampler mixed;
  private final FoundSpace found = new FoundSpace();

  MixedSampler(Sampler discrete, Sampler mixed) {
    this.discrete = discrete;
    this.mixed = mixed;
  }

  @Override
  public synchronized Map<String, Object> sampleRelative(
      Study study, FrozenTrial trial, SamplingTask task) {
    // Both go by this space: what others finish meanwhile may make it another one.
    ParameterSpace space = task.spaceOr(() -> found.of(study.trials()));
    return (space.discrete() ? discrete : mixed)
        .sampleRelative(study, trial, new SamplingTask(space, task.constraints(), task.trials()));
  }

  @Override
  public @Nullable Object sampleIndependent(
      Study study, FrozenTrial trial, String name, Distribution distribution) {
    return mixed.sampleIndependent(study, trial, name, distribution);
  }
}

package io.github.hwgptbench.surrogate;

import io.github.hwgptbench.objective.Objective;
import java.util.Map;
import java.util.Objects;

/**
 * What was fitted for one objective in one search space.
 *
 * @param space name of the search space
 * @param objective the objective it predicts
 * @param network the noise-free value, in the unit of the objective
 * @param noise how measurements spread about it
 * @param provenance where it is from: seed, data, version of the tool; in words or hashes
 */
public record Surrogate(
    String space,
    Objective objective,
    RampNetwork network,
    NoiseModel noise,
    Map<String, String> provenance) {

  /** Makes a surrogate. */
  public Surrogate {
    Objects.requireNonNull(space, "space");
    Objects.requireNonNull(objective, "objective");
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(noise, "noise");
    provenance = Map.copyOf(provenance);
  }
}

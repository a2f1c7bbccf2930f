package io.github.hwgptbench.analysis;

import io.github.hwgptbench.statistics.PerformanceProfile;
import java.util.List;

/**
 * The performance profile of algorithms over problems, by their expected running times to a target.
 *
 * @param share the target: a share of the hypervolume of the {@link TargetFront} of each problem
 * @param algorithms their names, in the order of the solvers of the profile
 * @param profile profile of these times; a problem on which no run of an algorithm reached the
 *     target is not solved by it
 * @since 0.2.0
 */
public record TargetProfile(double share, List<String> algorithms, PerformanceProfile profile) {

  /** Copies the names. */
  public TargetProfile {
    algorithms = List.copyOf(algorithms);
  }
}

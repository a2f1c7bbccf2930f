package io.github.hwgptbench.record;

import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.pareto.ParetoArchive;

/**
 * What a run has found so far: how many of its evaluations are feasible, and the hypervolume of
 * those. The same for the same evaluations in the same order, so that it can be computed again from
 * a record. Not safe for use by several threads at a time.
 *
 * @since 0.2.0
 */
public final class FoundFront {

  private final HypervolumeProtocol protocol;
  private final Normalization normalization;
  private final ParetoArchive<Boolean> front;
  private int feasible;

  /**
   * Begins with nothing found.
   *
   * @param settings objectives, bounds and reference point
   */
  public FoundFront(RunSettings settings) {
    this.protocol = settings.protocol();
    this.normalization = protocol.normalization(settings.objectives());
    this.front = ParetoArchive.of(settings.objectives().size());
  }

  /**
   * Computes again what a run has found.
   *
   * @throws IllegalArgumentException if a value is NaN
   */
  public static FoundFront of(RunSettings settings, RunTrace trace) {
    FoundFront found = new FoundFront(settings);
    for (int i = 0; i < trace.evaluations(); i++) {
      found.add(trace.noiseFree(i), trace.noiseFreeViolations(i));
    }
    return found;
  }

  /**
   * Adds an evaluation.
   *
   * @param values one value per objective without noise, in its unit and with its sign (accuracy is
   *     not negated)
   * @param violations one value per constraint without noise; 0 where it holds
   * @throws IllegalArgumentException if a value is NaN
   */
  public void add(double[] values, double[] violations) {
    for (double violation : violations) {
      if (!(violation <= 0)) {
        return;
      }
    }
    feasible++;
    front.add(normalization.apply(values), true);
  }

  /** Returns how many evaluations satisfy all constraints. */
  public int feasible() {
    return feasible;
  }

  /** Returns the hypervolume of the normalised feasible evaluations; 0 if there is none. */
  public double hypervolume() {
    double[][] points =
        front.members().stream().map(ParetoArchive.Member::objectives).toArray(double[][]::new);
    return protocol.hypervolume(points);
  }
}

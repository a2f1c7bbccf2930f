package io.github.hwgptbench.record;

import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.pareto.ParetoArchive;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The results of a run so far: the number of feasible evaluations, and the noise-free values of the
 * nondominated ones.
 *
 * <p>A run with fidelities or conditions is scored by its recommendation: of the architectures that
 * it has evaluated at the highest fidelity and whose observed violations are 0, those that no other
 * dominates by observed values, each the median of all its evaluations there. Recommended
 * architectures that violate a constraint without noise do not count.
 *
 * <p>Deterministic for the same evaluations in the same order, so it can be recomputed from a
 * record. Not safe for use by several threads at a time.
 *
 * @since 0.2.0
 */
public final class FoundFront {

  private final HypervolumeProtocol protocol;
  private final Normalization normalization;
  private final ParetoArchive<Integer> front;
  /** Null where all that was evaluated counts. */
  private final @Nullable Recommendation recommendation;
  /** What feasible genotypes at the highest fidelity are in truth, of a run that recommends. */
  private final Map<IntBuffer, ParetoArchive.Member<Integer>> truth = new HashMap<>();

  private int evaluations;
  private int feasible;

  /**
   * Begins without evaluations.
   *
   * @param settings settings with objectives, bounds and reference point
   */
  public FoundFront(RunSettings settings) {
    this.protocol = settings.protocol();
    this.normalization = protocol.normalization(settings.objectives());
    this.front = ParetoArchive.of(settings.objectives().size());
    this.recommendation = settings.metered() ? new Recommendation(settings) : null;
  }

  /**
   * Recomputes the results of a run.
   *
   * @throws IllegalArgumentException if a value is NaN
   */
  public static FoundFront of(RunSettings settings, RunTrace trace) {
    FoundFront found = new FoundFront(settings);
    found.addUntil(trace, trace.evaluations());
    return found;
  }

  /**
   * Adds evaluations of a run up to a number.
   *
   * @throws IllegalArgumentException if a value is NaN
   */
  public void addUntil(RunTrace trace, int count) {
    while (evaluations < count) {
      int i = evaluations;
      if (recommendation == null) {
        add(trace.noiseFree(i), trace.noiseFreeViolations(i));
      } else {
        add(
            trace.genes(i),
            trace.expense(i).fidelity(),
            trace.objectives(i),
            trace.violations(i),
            trace.noiseFree(i),
            trace.noiseFreeViolations(i));
      }
    }
  }

  /**
   * Adds an evaluation of a run without fidelities and conditions.
   *
   * @param values one value per objective without noise, in its unit and with its sign (accuracy is
   *     not negated)
   * @param violations one value per constraint without noise; 0 where it holds
   * @throws IllegalArgumentException if a value is NaN
   */
  public void add(double[] values, double[] violations) {
    if (holds(violations)) {
      feasible++;
      front.add(normalization.apply(values), evaluations);
    }
    evaluations++;
  }

  /**
   * Adds an evaluation of a run with fidelities or conditions.
   *
   * @param genes its canonical genotype; kept, not to be changed
   * @param fidelity the index of its level
   * @param seen one observed value per objective, in its unit and with its sign
   * @param seenViolations one observed value per constraint
   * @param values one value per objective without noise
   * @param violations one value per constraint without noise
   * @throws IllegalArgumentException if a value is NaN
   */
  public void add(
      int[] genes,
      int fidelity,
      double[] seen,
      double[] seenViolations,
      double[] values,
      double[] violations) {
    IntBuffer key = IntBuffer.wrap(genes);
    Recommendation recommended = Objects.requireNonNull(recommendation);
    recommended.add(key, fidelity, normalization.apply(seen), seenViolations);
    if (holds(violations)) {
      feasible++;
      if (recommended.considers(fidelity)) {
        truth.putIfAbsent(
            key, new ParetoArchive.Member<>(normalization.apply(values), evaluations));
      }
    }
    evaluations++;
  }

  private static boolean holds(double[] violations) {
    // Of every evaluation, where a stream would take longer than the rest.
    for (double violation : violations) {
      if (!(violation <= 0)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the number of evaluations. */
  public int evaluations() {
    return evaluations;
  }

  /** Returns the number of feasible evaluations. */
  public int feasible() {
    return feasible;
  }

  /** Returns the hypervolume of the normalised points; 0 if there is none. */
  public double hypervolume() {
    return protocol.hypervolume(
        members().stream().map(ParetoArchive.Member::objectives).toArray(double[][]::new));
  }

  /**
   * Returns the normalised nondominated points in lexicographic order, which must not be changed;
   * each with the index of its evaluation, from 0.
   */
  public List<ParetoArchive.Member<Integer>> members() {
    if (recommendation == null) {
      return front.members();
    }
    ParetoArchive<Integer> recommended =
        ParetoArchive.of(protocol.referencePoint().size());
    recommendation.genotypes().stream()
        .flatMap(genes -> Stream.ofNullable(truth.get(genes)))
        .forEach(member -> recommended.add(member.objectives(), member.value()));
    return recommended.members();
  }
}

package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.HypervolumeCurve;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.pareto.ParetoArchive;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunTrace;
import java.util.Arrays;
import java.util.List;

/**
 * What an analysis keeps of a run once its evaluations are let go.
 *
 * @param outcome how it went
 * @param evaluations how many it made within the budget
 * @param feasibility how far it is from holding the constraints
 * @param curve its hypervolume over the budget
 * @param hypervolume at its end, bit-identical for the same front, in whatever order it was found;
 *     the curve rounds otherwise
 * @param front what it found: normalised points and their networks
 */
record RunMeasure(
    RunOutcome outcome,
    int evaluations,
    FeasibilityCurve feasibility,
    HypervolumeCurve curve,
    double hypervolume,
    List<ParetoArchive.Member<FoundPoint>> front) {

  /**
   * Measures a run.
   *
   * @param constraints those of the problem
   * @param budget how many evaluations count
   */
  static RunMeasure of(
      RunOutcome outcome,
      RunTrace trace,
      Normalization normalization,
      HypervolumeProtocol protocol,
      List<Constraint> constraints,
      int budget) {
    int evaluations = Math.min(budget, trace.evaluations());
    double[][] normalized = new double[evaluations][];
    ParetoArchive<Integer> archive = ParetoArchive.of(protocol.referencePoint().size());
    double[][] violations = new double[evaluations][];
    for (int i = 0; i < evaluations; i++) {
      normalized[i] = normalization.apply(trace.noiseFree(i));
      violations[i] = trace.noiseFreeViolations(i);
      if (Arrays.stream(violations[i]).allMatch(violation -> violation <= 0)) {
        archive.add(normalized[i], i);
      } else {
        Arrays.fill(normalized[i], Double.POSITIVE_INFINITY);
      }
    }
    return new RunMeasure(
        outcome,
        evaluations,
        FeasibilityCurve.of(violations, constraints),
        HypervolumeCurve.of(normalized, protocol),
        protocol.hypervolume(points(archive.members())),
        archive.members().stream()
            .map(member -> new ParetoArchive.Member<>(
                member.objectives(), found(trace, outcome.seed(), member.value())))
            .toList());
  }

  private static FoundPoint found(RunTrace trace, long seed, int index) {
    return new FoundPoint(
        trace.architecture(index),
        Arrays.stream(trace.noiseFree(index)).boxed().toList(),
        seed,
        index + 1);
  }

  /** Returns the normalised points of the front. */
  double[][] points() {
    return points(front);
  }

  /** Returns the points of members, which are not to be changed. */
  static double[][] points(List<? extends ParetoArchive.Member<?>> members) {
    return members.stream().map(ParetoArchive.Member::objectives).toArray(double[][]::new);
  }

  /** Returns the hypervolume after so many evaluations. */
  double hypervolume(int after) {
    return after < evaluations ? curve.after(after) : hypervolume;
  }

  double seconds() {
    return outcome.duration().toNanos() / 1e9;
  }
}

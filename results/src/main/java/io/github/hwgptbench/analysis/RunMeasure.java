package io.github.hwgptbench.analysis;

import com.google.common.primitives.ImmutableIntArray;
import io.github.hwgptbench.indicator.HypervolumeCurve;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.pareto.ParetoArchive;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.FoundFront;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * What an analysis keeps of a run once its evaluations are let go.
 *
 * @param outcome how it went
 * @param evaluations how many it made within the budget
 * @param cost of these, in evaluations at the highest fidelity
 * @param ended how many evaluations had ended after each step of the axis, from 0 steps on
 * @param feasibility how far it is from holding the constraints
 * @param curve its hypervolume over the steps of the axis
 * @param hypervolume at its end, bit-identical for the same front, in whatever order it was found;
 *     the curve rounds otherwise
 * @param front what it found: normalised points and their networks
 * @param samples some of its evaluations, of which the importance of genes is seen
 */
record RunMeasure(
    RunOutcome outcome,
    int evaluations,
    double cost,
    ImmutableIntArray ended,
    FeasibilityCurve feasibility,
    HypervolumeCurve curve,
    double hypervolume,
    List<ParetoArchive.Member<FoundPoint>> front,
    List<ImportanceScoring.Sample> samples) {

  /**
   * Measures a run.
   *
   * @param settings of the problem
   * @param budget what counts of it
   * @param axis what its curve is over
   * @param every the step n between samples; 1 takes all evaluations
   */
  static RunMeasure of(
      RunOutcome outcome,
      RunTrace trace,
      RunSettings settings,
      BudgetAxis budget,
      BudgetAxis axis,
      int every) {
    int evaluations = budget.evaluations(trace);
    int[] ended = axis.ended(trace);
    Arrays.setAll(ended, step -> Math.min(ended[step], evaluations));
    FoundFront found = new FoundFront(settings);
    HypervolumeCurve curve =
        settings.metered() ? recommended(found, trace, ended) : growing(trace, settings, ended);
    found.addUntil(trace, evaluations);
    double[][] violations = new double[evaluations][];
    Arrays.setAll(violations, trace::noiseFreeViolations);
    return new RunMeasure(
        outcome,
        evaluations,
        BudgetAxis.spent(Budget.Unit.COST, trace, budget),
        ImmutableIntArray.copyOf(ended),
        FeasibilityCurve.of(violations, settings.constraints()),
        curve,
        found.hypervolume(),
        found.members().stream()
            .map(member -> new ParetoArchive.Member<>(
                member.objectives(), found(trace, outcome.seed(), member.value())))
            .toList(),
        ImportanceScoring.samples(trace, evaluations, outcome.seed(), every));
  }

  private static HypervolumeCurve recommended(FoundFront found, RunTrace trace, int[] ended) {
    double[] hypervolumes = new double[ended.length - 1];
    for (int step = 1; step < ended.length; step++) {
      if (step > 1 && ended[step] == ended[step - 1]) {
        hypervolumes[step - 1] = hypervolumes[step - 2];
      } else {
        found.addUntil(trace, ended[step]);
        hypervolumes[step - 1] = found.hypervolume();
      }
    }
    return HypervolumeCurve.of(hypervolumes);
  }

  private static HypervolumeCurve growing(RunTrace trace, RunSettings settings, int[] ended) {
    int evaluations = ended[ended.length - 1];
    Normalization normalization = settings.protocol().normalization(settings.objectives());
    double[][] normalized = new double[evaluations][];
    for (int i = 0; i < evaluations; i++) {
      normalized[i] = normalization.apply(trace.noiseFree(i));
      if (!Arrays.stream(trace.noiseFreeViolations(i)).allMatch(violation -> violation <= 0)) {
        Arrays.fill(normalized[i], Double.POSITIVE_INFINITY);
      }
    }
    return HypervolumeCurve.of(normalized, settings.protocol());
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

  /** Returns the hypervolume after a number of steps of the budget. */
  double hypervolume(int step) {
    return evaluationsAfter(step) < evaluations ? curve.after(step) : hypervolume;
  }

  /** Returns the share of feasible evaluations after a number of steps of the budget. */
  double shareFeasible(int step) {
    return feasibility.share(evaluationsAfter(step));
  }

  /** Returns the mean violation after a number of steps of the budget. */
  double meanViolation(int step) {
    return feasibility.meanViolation(evaluationsAfter(step));
  }

  private int evaluationsAfter(int step) {
    return ended.get(Math.min(step, ended.length() - 1));
  }

  /** Returns after how many steps of the budget so many evaluations had ended. */
  private int stepsTo(int count) {
    int step = 0;
    while (step < ended.length() - 1 && ended.get(step) < count) {
      step++;
    }
    return step;
  }

  /** Returns after how many steps of the budget the last evaluation had ended. */
  int steps() {
    return stepsTo(evaluations);
  }

  /** Returns after how many steps a feasible architecture was found; empty if none was. */
  OptionalInt stepsToFeasible() {
    OptionalInt first = feasibility.within(evaluations).reached();
    return first.isPresent() ? OptionalInt.of(stepsTo(first.getAsInt())) : first;
  }

  /** Returns how long it took. */
  RunScore.Time time() {
    return new RunScore.Time(
        outcome.duration().toNanos() / 1e9,
        outcome
            .proposalTime()
            .map(time -> time.toNanos() / 1e6 / Math.max(1, outcome.evaluations()))
            .orElse(Double.NaN));
  }
}

package io.github.hwgptbench.live;

import io.github.hwgptbench.analysis.FoundPoint;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.pareto.GrowingHypervolume;
import io.github.hwgptbench.pareto.ParetoArchive;
import io.github.hwgptbench.record.FoundFront;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.suite.RunEvaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hypervolume of a run over its budget, and its front, until its latest evaluation. Not safe
 * for use by several threads at a time.
 */
final class RunHistory {

  private static final double TOLERANCE = 1e-9;

  private final RunSettings settings;
  private final CurveGrid grid;
  private final Normalization normalization;
  private final GrowingHypervolume growing;
  private final ParetoArchive<Numbered> front;
  /** Null where all that was evaluated counts. */
  private final @Nullable FoundFront recommended;
  /** Every evaluation of a run that recommends. */
  private final List<RunEvaluation> all = new ArrayList<>();

  private final double[] curve;
  private int points;
  private int evaluations;
  private double spent;

  /** An evaluation, counted from 1. */
  private record Numbered(int number, RunEvaluation evaluation) {}

  RunHistory(RunSettings settings, CurveGrid grid) {
    this.settings = settings;
    this.grid = grid;
    this.normalization = settings.protocol().normalization(settings.objectives());
    this.growing = new GrowingHypervolume(settings.protocol().reference());
    this.front = ParetoArchive.of(settings.objectives().size());
    this.recommended = settings.metered() ? new FoundFront(settings) : null;
    this.curve = new double[grid.size()];
  }

  /** Returns the history of a run that is over. */
  static RunHistory of(RunSettings settings, CurveGrid grid, RunTrace trace) {
    RunHistory history = new RunHistory(settings, grid);
    for (int i = 0; i < trace.evaluations(); i++) {
      history.add(new RunEvaluation(
          trace.genes(i),
          trace.expense(i),
          trace.objectives(i),
          trace.violations(i),
          trace.noiseFree(i),
          trace.noiseFreeViolations(i)));
    }
    history.reach(Double.POSITIVE_INFINITY);
    return history;
  }

  void add(RunEvaluation evaluation) {
    double after = grid.spent(spent, evaluation.expense());
    reach(after * (1 - TOLERANCE));
    spent = after;
    evaluations++;
    if (recommended == null) {
      if (Arrays.stream(evaluation.violations()).allMatch(violation -> violation <= 0)) {
        double[] normalized = normalization.apply(evaluation.values());
        growing.add(normalized);
        front.add(normalized, new Numbered(evaluations, evaluation));
      }
    } else {
      all.add(evaluation);
      recommended.add(
          evaluation.genes(),
          evaluation.expense().fidelity(),
          evaluation.observed(),
          evaluation.observedViolations(),
          evaluation.values(),
          evaluation.violations());
    }
    reach(after * (1 + TOLERANCE));
  }

  /** Continues the curve to what is spent, with the hypervolume of the evaluations until now. */
  private void reach(double upTo) {
    if (points < curve.length && grid.at(points) <= upTo) {
      double hypervolume = hypervolume();
      while (points < curve.length && grid.at(points) <= upTo) {
        curve[points++] = hypervolume;
      }
    }
  }

  double hypervolume() {
    return recommended == null ? growing.value() : recommended.hypervolume();
  }

  /** Returns the hypervolumes at the points of the grid that the run has reached. */
  double[] curve() {
    return Arrays.copyOf(curve, points);
  }

  /** Returns the front, with normalised objectives. */
  List<ParetoArchive.Member<FoundPoint>> front(long seed) {
    List<ParetoArchive.Member<FoundPoint>> members = new ArrayList<>();
    if (recommended == null) {
      front
          .members()
          .forEach(member -> members.add(new ParetoArchive.Member<>(
              member.objectives(),
              found(member.value().number(), member.value().evaluation(), seed))));
    } else {
      recommended
          .members()
          .forEach(member -> members.add(new ParetoArchive.Member<>(
              member.objectives(), found(member.value() + 1, all.get(member.value()), seed))));
    }
    return members;
  }

  private FoundPoint found(int number, RunEvaluation evaluation, long seed) {
    return new FoundPoint(
        settings.space().format(settings.space().decode(evaluation.genes())),
        Arrays.stream(evaluation.values()).boxed().toList(),
        seed,
        number);
  }
}

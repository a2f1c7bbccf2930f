package io.github.hwgptbench.live;

import io.github.hwgptbench.analysis.BestFrontLookup;
import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.RunSettings;
import java.io.IOException;
import java.util.List;

/**
 * What curves of a problem show in place of the hypervolume: its share of that of the best-known
 * Pareto front, the regret where there is one objective, or, where no front is known, the
 * hypervolume or the best value. Immutable.
 */
final class Quality {

  private final RunSettings problem;
  private final List<ReferenceFront.Point> best;
  /** Hypervolume of the best-known front; 0 where there is none. */
  private final double reached;

  private Quality(RunSettings problem, List<ReferenceFront.Point> best, double reached) {
    this.problem = problem;
    this.best = best;
    this.reached = reached;
  }

  /**
   * Looks up the best-known front of a problem.
   *
   * @throws IOException if it can't be read
   */
  static Quality of(RunSettings problem, BestFrontLookup fronts) throws IOException {
    ReferenceFront front =
        fronts.find(problem).filter(it -> it.misfit(problem).isEmpty()).orElse(null);
    return front == null
        ? new Quality(problem, List.of(), 0)
        : new Quality(
            problem,
            front.points(),
            front.hypervolume(front.normalization(), problem.protocol().reference()));
  }

  /** Returns the points of the best-known front; empty where none is known. */
  List<ReferenceFront.Point> bestFront() {
    return best;
  }

  private boolean single() {
    return problem.objectives().size() == 1;
  }

  /** Returns the number that stands for a hypervolume; NaN where nothing was found. */
  double of(double hypervolume) {
    if (reached > 0) {
      return single() ? reached - hypervolume : hypervolume / reached;
    }
    return !single() ? hypervolume : hypervolume > 0 ? value(hypervolume) : Double.NaN;
  }

  /** Returns the value of the objective that has a hypervolume. */
  private double value(double hypervolume) {
    Objective objective = problem.objectives().get(0);
    Bounds.Range range = problem.protocol().bounds().range(objective);
    double normalized = problem.protocol().referencePoint().get(0) - hypervolume;
    double part = normalized * (range.max() - range.min());
    return objective.maximized() ? range.max() - part : range.min() + part;
  }

  String inWords(double hypervolume) {
    return hypervolume > 0 ? Text.format("%.4f", of(hypervolume)) : "";
  }

  /** Returns what the numbers are, such as {@code relative hypervolume}. */
  String title() {
    if (single()) {
      return reached > 0 ? "regret" : "best " + problem.objectives().get(0);
    }
    return reached > 0 ? "relative hypervolume" : "hypervolume";
  }
}

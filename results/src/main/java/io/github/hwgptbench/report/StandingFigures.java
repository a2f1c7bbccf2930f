package io.github.hwgptbench.report;

import com.google.common.collect.Lists;
import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.BudgetAxis;
import io.github.hwgptbench.analysis.CurvePoint;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.analysis.SuiteAnalysis;
import io.github.hwgptbench.analysis.TrackStanding;
import io.github.hwgptbench.report.internal.figure.Axis;
import io.github.hwgptbench.report.internal.figure.Line;
import io.github.hwgptbench.report.internal.figure.Palette;
import io.github.hwgptbench.report.internal.figure.Plot;
import io.github.hwgptbench.report.internal.figure.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The figures of all problems of a track together. */
record StandingFigures(TrackStanding track, Palette palette) {

  private static final int POINTS_OF_A_CURVE = 120;

  /**
   * Returns the share of the hypervolume over the budget, the mean over the problems; empty if
   * their budgets differ.
   */
  Optional<Plot> curves() {
    return budget()
        .map(budget -> new Plot(
            "",
            "Mean over the problems of the share of the hypervolume that each entry has reached over the budget.",
            Axis.linear(budget.title()).from(0).to(budget.end()),
            Axis.linear("share of the hypervolume"),
            lines(UnaryOperator.identity())));
  }

  /** Returns what is missing of that share, on logarithmic axes; empty if budgets differ. */
  Optional<Plot> gaps() {
    return budget()
        .map(budget -> new Plot(
            "",
            "Mean over the problems of the share of the hypervolume that each entry lacks over the budget, on logarithmic axes.",
            Axis.log(budget.title()).to(budget.end()),
            Axis.log("missing share of the hypervolume"),
            lines(point ->
                new Line.Point(point.x(), 1 - point.y(), 1 - point.high(), 1 - point.low()))));
  }

  private Optional<BudgetAxis> budget() {
    List<BudgetAxis> budgets =
        track.whole().problems().stream().map(ProblemAnalysis::axis).distinct().toList();
    return budgets.size() == 1 ? Optional.of(budgets.get(0)) : Optional.empty();
  }

  /** Lines of runs with a smaller budget end there. */
  private List<Series> lines(UnaryOperator<Line.Point> shown) {
    return Lists.reverse(track.analyses()).stream()
        .flatMap(analysis -> lines(analysis, track.ending(analysis), shown))
        .toList();
  }

  private Stream<Series> lines(
      SuiteAnalysis analysis, Set<String> algorithms, UnaryOperator<Line.Point> shown) {
    List<ProblemAnalysis> problems = analysis.problems();
    List<Series> series = new ArrayList<>();
    for (AlgorithmAnalysis algorithm : problems.get(0).algorithms()) {
      List<List<CurvePoint>> curves = problems.stream()
          .flatMap(problem -> problem.algorithms().stream())
          .filter(it -> it.name().equals(algorithm.name()))
          .map(AlgorithmAnalysis::curve)
          .toList();
      if (algorithms.contains(algorithm.name()) && curves.size() == problems.size()) {
        series.add(new Line(
            algorithm.name(),
            palette.style(algorithm.name()),
            points(curves, problems.get(0).axis()).stream().map(shown).toList()));
      }
    }
    return series.stream();
  }

  private static List<Line.Point> points(List<List<CurvePoint>> curves, BudgetAxis budget) {
    int count = curves.get(0).size();
    int every = Math.max(1, count / POINTS_OF_A_CURVE);
    List<Line.Point> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i % every == 0 || i == count - 1) {
        points.add(new Line.Point(
            budget.shown(curves.get(0).get(i).step()),
            mean(curves, i, CurvePoint::median),
            mean(curves, i, CurvePoint::lowerQuartile),
            mean(curves, i, CurvePoint::upperQuartile)));
      }
    }
    return points;
  }

  private static double mean(
      List<List<CurvePoint>> curves, int at, ToDoubleFunction<CurvePoint> part) {
    return curves.stream()
        .map(curve -> curve.get(at))
        .mapToDouble(part)
        .average()
        .orElse(Double.NaN);
  }
}

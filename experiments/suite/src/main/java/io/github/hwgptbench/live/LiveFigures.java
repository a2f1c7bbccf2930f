package io.github.hwgptbench.live;

import io.github.hwgptbench.analysis.BudgetAxis;
import io.github.hwgptbench.analysis.FoundPoint;
import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.report.internal.figure.Axis;
import io.github.hwgptbench.report.internal.figure.Figure;
import io.github.hwgptbench.report.internal.figure.Line;
import io.github.hwgptbench.report.internal.figure.Palette;
import io.github.hwgptbench.report.internal.figure.Plot;
import io.github.hwgptbench.report.internal.figure.Scatter;
import io.github.hwgptbench.report.internal.figure.Series;
import io.github.hwgptbench.report.internal.figure.SmallMultiples;
import io.github.hwgptbench.report.internal.figure.Steps;
import io.github.hwgptbench.report.internal.figure.Style;
import io.github.hwgptbench.statistics.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The figures of one problem, as those of the report are. */
final class LiveFigures {

  private static final String BEST = "best-known Pareto front";
  /** A staircase in this many cells is not off by a pixel. */
  private static final int CELLS_OF_A_LINE = 500;
  /** Cells this small are hidden by the marker of one point. */
  private static final int CELLS_OF_A_PANEL = 80;

  private final RunSettings problem;
  private final CurveGrid grid;
  private final Quality quality;
  private final Palette palette;

  LiveFigures(RunSettings problem, CurveGrid grid, Quality quality, Palette palette) {
    this.problem = problem;
    this.grid = grid;
    this.quality = quality;
    this.palette = palette;
  }

  /**
   * Returns the quality over the budget.
   *
   * @param curves hypervolumes at the points of the grid that each run has reached, by algorithm
   */
  Plot curves(Map<String, List<double[]>> curves) {
    BudgetAxis budget = grid.axis();
    List<Series> series = new ArrayList<>();
    curves.forEach((algorithm, runs) -> {
      List<Line.Point> points = points(runs);
      if (!points.isEmpty()) {
        series.add(new Line(algorithm, palette.style(algorithm), points));
      }
    });
    Axis y = Axis.linear(quality.title());
    return new Plot(
        "",
        Text.format(
            "%s over the %s on %s: median and quartiles over the runs so far.",
            quality.title(), budget.title(), problem.problem()),
        Axis.linear(budget.title()).from(0).to(budget.end()),
        quality.title().equals("regret") ? y.from(0) : y,
        series);
  }

  private List<Line.Point> points(List<double[]> runs) {
    List<Line.Point> points = new ArrayList<>();
    for (int i = 0; i < grid.size(); i++) {
      int point = i;
      double[] values = runs.stream()
          .filter(curve -> curve.length > point)
          .mapToDouble(curve -> quality.of(curve[point]))
          .filter(Double::isFinite)
          .toArray();
      if (values.length > 0) {
        Summary summary = Summary.of(values);
        points.add(new Line.Point(
            grid.shown(i), summary.median(), summary.lowerQuartile(), summary.upperQuartile()));
      }
    }
    return points;
  }

  /**
   * Returns the fronts in all pairs of objectives, beside the best-known one. The label of a point
   * is {@link #label}.
   *
   * @param fronts by algorithm; of two objectives or more
   */
  Figure fronts(Map<String, List<FoundPoint>> fronts) {
    int count = problem.objectives().size();
    String description = Text.format(
        "Pareto fronts on %s so far: for each algorithm, what its runs have found together.",
        problem.problem());
    List<Plot> pairs = new ArrayList<>();
    for (int first = 0; first < count; first++) {
      for (int second = first + 1; second < count; second++) {
        pairs.add(front(first, second, description, fronts));
      }
    }
    return pairs.size() == 1
        ? pairs.get(0)
        : new SmallMultiples(description, Math.min(3, pairs.size()), pairs);
  }

  private Plot front(
      int first, int second, String description, Map<String, List<FoundPoint>> fronts) {
    List<Series> series = new ArrayList<>();
    boolean plane = problem.objectives().size() == 2;
    if (plane && !quality.bestFront().isEmpty()) {
      Comparator<ReferenceFront.Point> rising =
          Comparator.comparingDouble(point -> point.values().get(first));
      series.add(new Steps(
              BEST,
              Style.REFERENCE,
              quality.bestFront().stream()
                  .sorted(problem.objectives().get(first).maximized() ? rising.reversed() : rising)
                  .map(point ->
                      new Steps.Corner(point.values().get(first), point.values().get(second)))
                  .toList())
          .thinned(CELLS_OF_A_LINE));
    }
    fronts.forEach((algorithm, points) -> {
      if (points.isEmpty()) {
        return;
      }
      Scatter scatter = Scatter.ofArchitectures(
          algorithm,
          palette.style(algorithm),
          points.stream()
              .map(point -> new Scatter.Point(
                  point.values().get(first), point.values().get(second), label(algorithm, point)))
              .toList());
      series.add(plane ? scatter : scatter.thinned(CELLS_OF_A_PANEL));
    });
    return new Plot("", description, axis(first), axis(second), series);
  }

  /** Returns the label of a point, which no other point of the figure has. */
  static String label(String algorithm, FoundPoint point) {
    return algorithm + ": " + point.architecture();
  }

  private Axis axis(int index) {
    Objective objective = problem.objectives().get(index);
    String unit = objective.unit().isEmpty() ? "" : " [" + objective.unit() + "]";
    return Axis.linear(objective + unit);
  }
}

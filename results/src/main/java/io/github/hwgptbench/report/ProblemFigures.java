package io.github.hwgptbench.report;

import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.BudgetAxis;
import io.github.hwgptbench.analysis.CurvePoint;
import io.github.hwgptbench.analysis.FeasibilityPoint;
import io.github.hwgptbench.analysis.FoundPoint;
import io.github.hwgptbench.analysis.GeneImportance;
import io.github.hwgptbench.analysis.Mark;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.report.internal.figure.Axis;
import io.github.hwgptbench.report.internal.figure.BoxChart;
import io.github.hwgptbench.report.internal.figure.Figure;
import io.github.hwgptbench.report.internal.figure.HeatMap;
import io.github.hwgptbench.report.internal.figure.Line;
import io.github.hwgptbench.report.internal.figure.Palette;
import io.github.hwgptbench.report.internal.figure.Plot;
import io.github.hwgptbench.report.internal.figure.Scatter;
import io.github.hwgptbench.report.internal.figure.Series;
import io.github.hwgptbench.report.internal.figure.SmallMultiples;
import io.github.hwgptbench.report.internal.figure.SpacePlot;
import io.github.hwgptbench.report.internal.figure.Steps;
import io.github.hwgptbench.report.internal.figure.Style;
import io.github.hwgptbench.statistics.RelativeImportance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** The figures of one problem. */
final class ProblemFigures {

  /** Curves with more points than this have several per pixel. */
  private static final int POINTS_OF_A_CURVE = 120;
  /** At first every step counts. */
  private static final int ALL_UNTIL = 20;
  /** Cells this small are hidden by the marker of one point. */
  private static final int CELLS_OF_A_PANEL = 80;
  /** A staircase in this many cells is not off by a pixel. */
  private static final int CELLS_OF_A_LINE = 500;

  /** More lines than these are hard to follow in one plot. */
  private static final int MOST_OF_A_PLOT = 8;
  /** The maximum number of points in a cube, of all fronts. */
  private static final int MOST_OF_A_SPACE = 800;
  /** The minimum number of points of each front, if it has them. */
  private static final int FEWEST_OF_A_CLOUD = 40;

  private final ProblemAnalysis problem;
  private final BudgetAxis budget;
  private final Palette palette;

  ProblemFigures(ProblemAnalysis problem, Palette palette) {
    this.problem = problem;
    this.budget = problem.axis();
    this.palette = palette;
  }

  private String target() {
    return problem.targetInWords();
  }

  /** Returns the hypervolume over the budget, or the regret where there is one objective. */
  Plot curves() {
    if (problem.singleObjective()) {
      return regrets(
          "Simple regret to %s %s on %s: median and quartiles over seeds of %s.",
          Axis.linear(budget.title()).from(0), Axis.linear("regret").from(0));
    }
    return new Plot(
        "",
        Text.format(
            "Hypervolume relative to %s %s on %s: median and quartiles over seeds of %s.",
            target(), budget.always(), problem.problem(), names()),
        Axis.linear(budget.title()).from(0).to(budget.end()),
        Axis.linear("relative hypervolume"),
        problem.algorithms().stream().map(this::curve).toList());
  }

  private Series curve(AlgorithmAnalysis algorithm) {
    List<Line.Point> points = thinned(algorithm.curve(), CurvePoint::step).stream()
        .map(point -> new Line.Point(
            budget.shown(point.step()),
            point.median(),
            point.lowerQuartile(),
            point.upperQuartile()))
        .toList();
    return new Line(algorithm.name(), palette.style(algorithm.name()), points);
  }

  private Plot regrets(String description, Axis spent, Axis regret) {
    return new Plot(
        "",
        String.format(
            Locale.ROOT, description, target(), budget.always(), problem.problem(), names()),
        spent.to(budget.end()),
        regret,
        // The hypervolume of one objective is how far a value is below the reference point.
        missing(problem.target().hypervolume()));
  }

  /** Returns lines of what is missing of the relative hypervolume, multiplied by a factor. */
  private List<Series> missing(double factor) {
    List<Series> series = new ArrayList<>();
    for (AlgorithmAnalysis algorithm : problem.algorithms()) {
      List<Line.Point> points = thinned(algorithm.curve(), CurvePoint::step).stream()
          .map(point -> new Line.Point(
              budget.shown(point.step()),
              factor * (1 - point.median()),
              factor * (1 - point.upperQuartile()),
              factor * (1 - point.lowerQuartile())))
          .toList();
      series.add(new Line(algorithm.name(), palette.style(algorithm.name()), points));
    }
    return series;
  }

  /**
   * Returns how much hypervolume is missing over the budget, or the regret where there is one
   * objective, both on logarithmic axes.
   */
  Plot gaps() {
    if (problem.singleObjective()) {
      return regrets(
          "Simple regret to %s %s on %s, on logarithmic axes, of %s.",
          Axis.log(budget.title()), Axis.log("regret"));
    }
    return new Plot(
        "",
        Text.format(
            "Hypervolume regret, the missing share of the hypervolume of %s, %s on %s, on"
                + " logarithmic axes.",
            target(), budget.always(), problem.problem()),
        Axis.log(budget.title()).to(budget.end()),
        Axis.log("hypervolume regret (share)"),
        missing(1));
  }

  /** Returns the same with a panel per algorithm; empty where one plot shows them all. */
  Optional<SmallMultiples> gapsApart() {
    if (problem.algorithms().size() <= MOST_OF_A_PLOT) {
      return Optional.empty();
    }
    String best = problem.algorithms().stream()
        .filter(it -> it.summary(problem.rankedBy()).mark() == Mark.BEST)
        .findFirst()
        .orElse(problem.algorithms().get(0))
        .name();
    Plot gaps = gaps();
    Axis missing = problem.singleObjective() ? gaps.y() : Axis.log("regret (share)");
    return Optional.of(SmallMultiples.apart(
        new Plot("", gaps.description(), gaps.x(), missing, gaps.series()), 4, best));
  }

  /** Returns how algorithms cope with the constraints; empty for a problem without. */
  Optional<SmallMultiples> feasibility() {
    if (problem.constraints().isEmpty()) {
      return Optional.empty();
    }
    String description = Text.format(
        "Share of feasible evaluations so far and mean violation so far on %s: median and quartiles over seeds of %s.",
        problem.problem(), names());
    return Optional.of(new SmallMultiples(
        description,
        2,
        List.of(
            feasibility("Share feasible", "share of the evaluations", FeasibilityPoint::share),
            feasibility("Violation", "mean violation", FeasibilityPoint::violation))));
  }

  private Plot feasibility(
      String title, String axis, Function<FeasibilityPoint, FeasibilityPoint.Quartiles> part) {
    List<Series> series = new ArrayList<>();
    for (AlgorithmAnalysis algorithm : problem.algorithms()) {
      List<Line.Point> points = new ArrayList<>();
      for (FeasibilityPoint point :
          thinned(algorithm.feasibility().orElseThrow().curve(), FeasibilityPoint::step)) {
        FeasibilityPoint.Quartiles quartiles = part.apply(point);
        points.add(new Line.Point(
            budget.shown(point.step()), quartiles.median(), quartiles.lower(), quartiles.upper()));
      }
      series.add(new Line(algorithm.name(), palette.style(algorithm.name()), points));
    }
    return new Plot(
        title,
        "",
        Axis.linear(budget.title()).from(0).to(budget.end()),
        Axis.linear(axis).from(0),
        series);
  }

  private <T> List<T> thinned(List<T> curve, ToIntFunction<T> steps) {
    int step = Math.max(1, budget.steps() / POINTS_OF_A_CURVE);
    List<T> kept = new ArrayList<>();
    int last = 0;
    for (int i = 0; i < curve.size(); i++) {
      int at = steps.applyAsInt(curve.get(i));
      if (at <= ALL_UNTIL || at - last >= step || i == curve.size() - 1) {
        kept.add(curve.get(i));
        last = at;
      }
    }
    return kept;
  }

  /**
   * Returns what a typical run of each algorithm found, beside the front to be measured against.
   */
  Figure fronts() {
    String description = Text.format(
        "Pareto fronts on %s: for each algorithm, the run with the median hypervolume, and %s.",
        problem.problem(), target());
    List<Plot> pairs = new ArrayList<>();
    int count = problem.objectives().size();
    for (int first = 0; first < count; first++) {
      for (int second = first + 1; second < count; second++) {
        pairs.add(front(first, second, description));
      }
    }
    return pairs.size() == 1 ? pairs.get(0) : new SmallMultiples(description, 3, pairs);
  }

  private Plot front(int first, int second, String description) {
    List<Series> series = new ArrayList<>();
    Style reference = Style.REFERENCE;
    List<ReferenceFront.Point> target = problem.target().points();
    if (problem.objectives().size() == 2) {
      List<Steps.Corner> corners = target.stream()
          .sorted(better(problem.objectives().get(first), first))
          .map(point ->
              new Steps.Corner(point.values().get(first), point.values().get(second)))
          .toList();
      series.add(new Steps(target(), reference, corners).thinned(CELLS_OF_A_LINE));
    } else {
      List<Scatter.Point> points = target.stream()
          .map(point -> new Scatter.Point(
              point.values().get(first), point.values().get(second), point.architecture()))
          .toList();
      series.add(Scatter.ofArchitectures(target(), reference, points).thinned(CELLS_OF_A_PANEL));
    }
    for (AlgorithmAnalysis algorithm : problem.algorithms()) {
      List<Scatter.Point> points = new ArrayList<>();
      for (FoundPoint point : algorithm.fronts().median()) {
        points.add(new Scatter.Point(
            point.values().get(first), point.values().get(second), point.architecture()));
      }
      Scatter all =
          Scatter.ofArchitectures(algorithm.name(), palette.style(algorithm.name()), points);
      series.add(problem.objectives().size() == 2 ? all : all.thinned(CELLS_OF_A_PANEL));
    }
    return new Plot("", description, axis(first), axis(second), series);
  }

  /** Returns the order from the best value of an objective on. */
  private static Comparator<ReferenceFront.Point> better(Objective objective, int index) {
    Comparator<ReferenceFront.Point> rising =
        Comparator.comparingDouble(point -> point.values().get(index));
    return objective.metric().maximized() ? rising.reversed() : rising;
  }

  private Axis axis(int index) {
    Objective objective = problem.objectives().get(index);
    String unit = objective.unit().isEmpty() ? "" : " [" + objective.unit() + "]";
    return Axis.linear(objective + unit);
  }

  /** Returns the same in a cube that can be turned; empty for other than 3 objectives. */
  Optional<SpacePlot> space() {
    if (problem.objectives().size() != 3) {
      return Optional.empty();
    }
    int most =
        Math.max(FEWEST_OF_A_CLOUD, MOST_OF_A_SPACE / (problem.algorithms().size() + 1));
    List<SpacePlot.Cloud> clouds = new ArrayList<>();
    clouds.add(new SpacePlot.Cloud(
        target(),
        Style.REFERENCE,
        thinned(problem.target().points(), most).stream()
            .map(point -> new SpacePlot.Point(point.values(), point.architecture()))
            .toList()));
    for (AlgorithmAnalysis algorithm : problem.algorithms()) {
      clouds.add(new SpacePlot.Cloud(
          algorithm.name(),
          palette.style(algorithm.name()),
          thinned(algorithm.fronts().median(), most).stream()
              .map(point -> new SpacePlot.Point(point.values(), point.architecture()))
              .toList()));
    }
    return Optional.of(new SpacePlot(
        Text.format(
            "Pareto fronts of three objectives on %s: for each algorithm, the run with the"
                + " median hypervolume, and %s.",
            problem.problem(), target()),
        List.of(axis(0), axis(1), axis(2)),
        clouds));
  }

  /** Leaves out points at equal distances in the order of the front. */
  private static <T> List<T> thinned(List<T> points, int most) {
    int kept = Math.min(most, points.size());
    return IntStream.range(0, kept)
        .mapToObj(i -> points.get((int) ((long) i * points.size() / kept)))
        .toList();
  }

  /** Returns how much of the variance of the objectives each gene explains. */
  HeatMap importance(GeneImportance importance) {
    List<String> columns = new ArrayList<>(importance.factors());
    columns.add("all (R²)");
    List<List<Double>> values = new ArrayList<>();
    for (RelativeImportance objective : importance.objectives()) {
      List<Double> row = new ArrayList<>(objective.shares());
      row.add(objective.explained());
      values.add(row);
    }
    return new HeatMap(
        Text.format(
            "The share of the variance of each objective on %s, over %d evaluations of all runs, that %s explain in an additive model.",
            problem.problem(), importance.evaluations(), String.join(", ", importance.factors())),
        problem.objectives().stream().map(Objective::toString).toList(),
        columns,
        values,
        new HeatMap.Scale("share of the variance", HeatMap.Shades.SEQUENTIAL, 0, 1, 2));
  }

  /** Returns the figures of what was attained; empty for other than 2 objectives. */
  Optional<AttainmentFigures> attainment() {
    return problem.objectives().size() == 2
        ? Optional.of(new AttainmentFigures(problem, palette, axis(0), axis(1)))
        : Optional.empty();
  }

  /** Returns how long runs took. */
  BoxChart times() {
    return new BoxChart(
        Text.format("Run times of each algorithm on %s in seconds, over seeds.", problem.problem()),
        Axis.log("seconds per run"),
        problem.algorithms().stream()
            .map(algorithm -> new BoxChart.Box(
                algorithm.name(), palette.style(algorithm.name()), algorithm.seconds()))
            .toList());
  }

  private String names() {
    return String.join(
        ", ", problem.algorithms().stream().map(AlgorithmAnalysis::name).toList());
  }
}

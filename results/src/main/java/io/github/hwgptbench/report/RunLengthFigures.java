package io.github.hwgptbench.report;

import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.BudgetAxis;
import io.github.hwgptbench.analysis.ExpectedTime;
import io.github.hwgptbench.analysis.OverallAnalysis;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.analysis.ReachedCurve;
import io.github.hwgptbench.analysis.ReachedPoint;
import io.github.hwgptbench.analysis.TargetProfile;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.record.PlainNumber;
import io.github.hwgptbench.report.internal.figure.Axis;
import io.github.hwgptbench.report.internal.figure.Line;
import io.github.hwgptbench.report.internal.figure.Palette;
import io.github.hwgptbench.report.internal.figure.Plot;
import io.github.hwgptbench.report.internal.figure.Series;
import io.github.hwgptbench.report.internal.figure.SmallMultiples;
import io.github.hwgptbench.report.internal.figure.Steps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The figures of how soon algorithms reach targets. */
record RunLengthFigures(Palette palette) {

  /** A staircase in this many cells is not off by more than a pixel. */
  private static final int CELLS = 250;

  /** Returns the runtime ECDFs of one problem. */
  Plot reached(ProblemAnalysis problem) {
    List<ReachedCurve> curves = problem.algorithms().stream()
        .map(algorithm -> new ReachedCurve(algorithm.name(), algorithm.lengths().reached()))
        .toList();
    return reached(
        problem.problem(), "share of (target, seed) pairs reached", curves, problem.axis());
  }

  /** Returns the runtime ECDFs over all problems, which have this axis in common. */
  Plot reached(OverallAnalysis overall, BudgetAxis budget) {
    return reached(
        Text.format("%d problems", overall.problems().size()),
        "share of (target, problem, seed) reached",
        overall.reached(),
        budget);
  }

  private Plot reached(String where, String share, List<ReachedCurve> curves, BudgetAxis budget) {
    List<Series> series = new ArrayList<>();
    for (ReachedCurve curve : curves) {
      List<Steps.Corner> corners = new ArrayList<>();
      double before = -1;
      for (ReachedPoint point : curve.points()) {
        if (point.share() != before) {
          corners.add(new Steps.Corner(budget.shown(point.step()), point.share()));
          before = point.share();
        }
      }
      int last = curve.points().get(curve.points().size() - 1).step();
      corners.add(new Steps.Corner(budget.shown(last), before));
      series.add(
          new Steps(curve.algorithm(), palette.style(curve.algorithm()), corners).thinned(CELLS));
    }
    return new Plot(
        "",
        Text.format(
            "Empirical cumulative distribution of run lengths on %s: the share of targets that the runs of each of %s have reached over the budget.",
            where,
            String.join(", ", curves.stream().map(ReachedCurve::algorithm).toList())),
        Axis.log(budget.title()),
        Axis.linear(share).from(0).to(1),
        series);
  }

  /** Returns expected running times over the targets of one problem. */
  Plot expected(ProblemAnalysis problem) {
    BudgetAxis budget = problem.axis();
    List<Series> series = new ArrayList<>();
    for (AlgorithmAnalysis algorithm : problem.algorithms()) {
      List<Line.Point> points = new ArrayList<>();
      for (ExpectedTime time : algorithm.lengths().expected()) {
        if (time.steps().isPresent()) {
          double shown = budget.shown(time.steps().getAsDouble());
          points.add(new Line.Point(1 - time.share(), shown, shown, shown));
        }
      }
      series.add(new Line(algorithm.name(), palette.style(algorithm.name()), points));
    }
    return new Plot(
        "",
        Text.format(
            "Expected running time of each algorithm on %s over targets, hard ones at the left. A line ends where no seed reached the target.",
            problem.problem()),
        Axis.log(
            problem.singleObjective()
                ? "target: missing share of the way to the best value"
                : "target: missing share of the hypervolume"),
        Axis.log("expected running time [" + budget.title() + "]"),
        series);
  }

  /** Returns performance profiles, a panel per target. */
  SmallMultiples profiles(OverallAnalysis overall) {
    double largest = overall.profiles().stream()
        .flatMap(profile -> profile.profile().ratios().stream())
        .filter(ratios -> !ratios.isEmpty())
        .mapToDouble(Collections::max)
        .max()
        .orElse(1);
    Axis ratio = Axis.log("ERT / ERT of the best").from(1).to(Math.max(2, 1.25 * largest));
    return new SmallMultiples(
        Text.format(
            "Performance profiles over %d problems of %s: on which share of the problems the expected running time of an algorithm to a target is within a factor of that of the best one.",
            overall.problems().size(), String.join(", ", overall.algorithms())),
        2,
        overall.profiles().stream().map(profile -> profile(profile, ratio)).toList());
  }

  private Plot profile(TargetProfile target, Axis ratio) {
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < target.algorithms().size(); i++) {
      String name = target.algorithms().get(i);
      List<Steps.Corner> corners = new ArrayList<>();
      corners.add(corner(target, i, 1));
      for (double factor : target.profile().ratios().get(i)) {
        if (factor > 1) {
          corners.add(corner(target, i, factor));
        }
      }
      corners.add(corner(target, i, ratio.end() == null ? 1 : ratio.end()));
      series.add(new Steps(name, palette.style(name), corners));
    }
    return new Plot(
        "Target " + PlainNumber.of(target.share()),
        "",
        ratio,
        Axis.linear("share of problems").from(0).to(1),
        series);
  }

  private static Steps.Corner corner(TargetProfile target, int algorithm, double factor) {
    return new Steps.Corner(factor, target.profile().share(algorithm, factor));
  }
}

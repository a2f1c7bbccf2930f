package io.github.hwgptbench.report;

import io.github.hwgptbench.analysis.BudgetAxis;
import io.github.hwgptbench.analysis.RankCurve;
import io.github.hwgptbench.analysis.Ranking;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.report.internal.figure.Axis;
import io.github.hwgptbench.report.internal.figure.Line;
import io.github.hwgptbench.report.internal.figure.Palette;
import io.github.hwgptbench.report.internal.figure.Plot;
import io.github.hwgptbench.report.internal.figure.RankDiagram;
import io.github.hwgptbench.report.internal.figure.Series;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The figures of mean ranks. */
record RankFigures(Palette palette) {

  private static final int POINTS_OF_A_CURVE = 120;

  /** Returns mean ranks with bars over those that signed-rank tests do not tell apart. */
  RankDiagram bySignedRanks(Ranking ranking) {
    return diagram(ranking, ranking.wilcoxonGroups(), null);
  }

  /** Returns mean ranks with bars over those that differ by less than Nemenyi's difference. */
  RankDiagram byMeanRanks(Ranking ranking) {
    return diagram(ranking, ranking.nemenyiGroups(), ranking.nemenyi().criticalDifference());
  }

  private RankDiagram diagram(
      Ranking ranking, List<List<Integer>> bars, @Nullable Double criticalDifference) {
    List<RankDiagram.Entrant> entrants = new ArrayList<>();
    for (int i = 0; i < ranking.algorithms().size(); i++) {
      String name = ranking.algorithms().get(i);
      entrants.add(new RankDiagram.Entrant(
          name, palette.style(name), ranking.friedman().averageRanks().get(i)));
    }
    return new RankDiagram(
        Text.format(
            "Mean ranks of %s over %d %s; bars join algorithms that do not differ significantly.",
            String.join(", ", ranking.algorithms()),
            ranking.friedman().blocks(),
            ranking.blocks().label()),
        entrants,
        bars,
        criticalDifference);
  }

  /** Returns mean ranks over the budget. */
  Plot curves(List<RankCurve> ranks, BudgetAxis budget) {
    List<Series> series = new ArrayList<>();
    for (RankCurve curve : ranks) {
      int every = Math.max(1, curve.points().size() / POINTS_OF_A_CURVE);
      List<Line.Point> points = new ArrayList<>();
      for (int i = 0; i < curve.points().size(); i++) {
        if (i % every == 0 || i == curve.points().size() - 1) {
          double rank = curve.points().get(i).rank();
          points.add(new Line.Point(budget.shown(curve.points().get(i).step()), rank, rank, rank));
        }
      }
      series.add(new Line(curve.algorithm(), palette.style(curve.algorithm()), points));
    }
    return new Plot(
        "",
        "Mean rank of each algorithm by hypervolume over the budget; lower is better.",
        Axis.linear(budget.title()),
        Axis.linear("mean rank (1 is the best)"),
        series);
  }
}

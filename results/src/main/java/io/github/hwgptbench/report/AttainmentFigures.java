package io.github.hwgptbench.report;

import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.AttainmentLine;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.indicator.AttainmentField;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.report.internal.figure.Area;
import io.github.hwgptbench.report.internal.figure.Axis;
import io.github.hwgptbench.report.internal.figure.Dash;
import io.github.hwgptbench.report.internal.figure.Ink;
import io.github.hwgptbench.report.internal.figure.Marker;
import io.github.hwgptbench.report.internal.figure.Plot;
import io.github.hwgptbench.report.internal.figure.Series;
import io.github.hwgptbench.report.internal.figure.SmallMultiples;
import io.github.hwgptbench.report.internal.figure.Steps;
import io.github.hwgptbench.report.internal.figure.Style;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The figures of the attainment functions on a problem of two objectives. */
final class AttainmentFigures {

  /** The number of steps in which shares are drawn. */
  private static final int STEPS = 5;

  private static final double FAINTEST = 0.15;
  private static final double STRONGEST = 0.95;
  /** Differences of shares are rounded. */
  private static final double ROUNDING = 1e-9;

  private static final Style SHADE = new Style(Ink.BLUE, Dash.SOLID, Marker.SQUARE);
  private static final Style ONE = new Style(Ink.NEUTRAL, Dash.SOLID, Marker.CIRCLE);
  private static final Style OTHER = new Style(Ink.NEUTRAL, Dash.DASHED, Marker.TRIANGLE);

  private final ProblemAnalysis problem;
  private final Axis first;
  private final Axis second;

  /**
   * Makes figures.
   *
   * @param first axis of the first objective
   * @param second axis of the second objective
   */
  AttainmentFigures(ProblemAnalysis problem, Axis first, Axis second) {
    this.problem = problem;
    this.first = first;
    this.second = second;
  }

  /** A number of every cell. */
  @FunctionalInterface
  private interface Cells {

    double at(int column, int row);
  }

  /** Returns the share of the runs that attained each goal, one panel per algorithm. */
  Optional<SmallMultiples> shares() {
    List<Plot> panels = new ArrayList<>();
    for (AlgorithmAnalysis algorithm : problem.algorithms()) {
      AttainmentField field = algorithm.fronts().field();
      if (field != null) {
        panels.add(panel(algorithm.name(), areas(field, field::share, 1)));
      }
    }
    return panels.isEmpty()
        ? Optional.empty()
        : Optional.of(new SmallMultiples(
                "Empirical attainment functions",
                Text.format(
                    "The share of the runs of each algorithm that attained each pair of values on %s: the darker, the more runs.",
                    problem.problem()),
                3,
                panels)
            .onSharedAxes());
  }

  /**
   * Returns where each of the two algorithms with the best medians attained more than the other;
   * empty if there are fewer than two.
   */
  Optional<SmallMultiples> differences() {
    List<AlgorithmAnalysis> best = problem.algorithms().stream()
        .filter(algorithm -> algorithm.fronts().field() != null)
        .sorted(Comparator.comparingDouble(algorithm -> -problem
            .rankedBy()
            .better()
            .merit(algorithm.summary(problem.rankedBy()).summary().median())))
        .limit(2)
        .toList();
    if (best.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(new SmallMultiples(
            "Differences of attainment functions",
            Text.format(
                "Where more of the runs of %s than of %s attained a pair of values on %s, and"
                    + " vice versa: the darker, the larger the difference of the shares.",
                best.get(0).name(), best.get(1).name(), problem.problem()),
            2,
            List.of(difference(best, 0, 1), difference(best, 1, 0)))
        .onSharedAxes());
  }

  private Plot difference(List<AlgorithmAnalysis> pair, int more, int less) {
    AttainmentField one = field(pair.get(more));
    AttainmentField other = field(pair.get(less));
    List<Series> series = new ArrayList<>(
        areas(one, (column, row) -> one.share(column, row) - other.share(column, row), 2));
    for (int i = 0; i < pair.size(); i++) {
      Style style = i == 0 ? ONE : OTHER;
      String name = "half of the runs of " + pair.get(i).name();
      pair.get(i).fronts().attainment().stream()
          .filter(line -> line.level() == (line.runs() + 1) / 2)
          .map(line -> steps(name, style, line))
          .forEach(series::add);
    }
    return panel(
        Text.format("%s more than %s", pair.get(more).name(), pair.get(less).name()), series);
  }

  private static AttainmentField field(AlgorithmAnalysis algorithm) {
    return Optional.ofNullable(algorithm.fronts().field()).orElseThrow();
  }

  private Plot panel(String title, List<? extends Series> series) {
    return new Plot(title, "", first, second, List.copyOf(series));
  }

  private static Steps steps(String name, Style style, AttainmentLine line) {
    return new Steps(
        name,
        style,
        line.corners().stream()
            .map(corner -> new Steps.Corner(corner.first(), corner.second()))
            .toList());
  }

  /**
   * Returns an area for each step of the shares.
   *
   * @param from the first step to show, from 1
   */
  private static List<Area> areas(AttainmentField field, Cells cells, int from) {
    List<List<Area.Box>> boxes = IntStream.rangeClosed(0, STEPS)
        .<List<Area.Box>>mapToObj(step -> new ArrayList<>())
        .toList();
    // Boxes of the row before, which may go on, by their columns and step.
    Map<List<Integer>, Integer> open = new LinkedHashMap<>();
    for (int row = 0; row <= AttainmentField.ROWS; row++) {
      Map<List<Integer>, Integer> next = new LinkedHashMap<>();
      if (row < AttainmentField.ROWS) {
        for (List<Integer> span : spans(cells, row, from)) {
          Integer begun = open.remove(span);
          next.put(span, begun == null ? row : begun);
        }
      }
      int end = row;
      open.forEach((span, begun) ->
          boxes.get(span.get(2)).add(box(field, span.get(0), span.get(1), begun, end)));
      open = next;
    }
    List<Area> areas = new ArrayList<>();
    for (int step = from; step <= STEPS; step++) {
      areas.add(new Area(
          Text.format("%s to %s of the runs", (step - 1) / (double) STEPS, step / (double) STEPS),
          SHADE,
          FAINTEST + (STRONGEST - FAINTEST) * (step - from) / (STEPS - from),
          boxes.get(step)));
    }
    return areas;
  }

  /** Returns the columns from and to of cells of one step that are beside each other, and it. */
  private static List<List<Integer>> spans(Cells cells, int row, int from) {
    List<List<Integer>> spans = new ArrayList<>();
    int begin = 0;
    int before = 0;
    for (int column = 0; column <= AttainmentField.COLUMNS; column++) {
      int step = column == AttainmentField.COLUMNS ? 0 : step(cells.at(column, row));
      if (step != before) {
        if (before >= from) {
          spans.add(List.of(begin, column, before));
        }
        begin = column;
        before = step;
      }
    }
    return spans;
  }

  private static int step(double share) {
    return share <= 0 ? 0 : (int) Math.ceil(share * STEPS - ROUNDING);
  }

  private static Area.Box box(AttainmentField field, int left, int right, int top, int bottom) {
    return new Area.Box(
        field.first().at(left / (double) AttainmentField.COLUMNS),
        field.second().at(top / (double) AttainmentField.ROWS),
        field.first().at(right / (double) AttainmentField.COLUMNS),
        field.second().at(bottom / (double) AttainmentField.ROWS));
  }
}

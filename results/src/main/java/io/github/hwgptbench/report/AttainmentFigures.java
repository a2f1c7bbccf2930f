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
import io.github.hwgptbench.report.internal.figure.Palette;
import io.github.hwgptbench.report.internal.figure.Plot;
import io.github.hwgptbench.report.internal.figure.Series;
import io.github.hwgptbench.report.internal.figure.SmallMultiples;
import io.github.hwgptbench.report.internal.figure.Steps;
import io.github.hwgptbench.report.internal.figure.Style;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The figures of what runs attained on a problem of two objectives. */
final class AttainmentFigures {

  /** The number of steps in which shares are drawn. */
  private static final int STEPS = 5;

  /** A staircase in this many cells is not off by a pixel. */
  private static final int CELLS_OF_A_LINE = 500;

  private static final int PANEL_COLUMNS = 3;
  /** Two for each pair of algorithms. */
  private static final int DIFFERENCE_COLUMNS = 4;

  private static final double FAINTEST = 0.15;
  private static final double STRONGEST = 0.95;
  /** Differences of shares are rounded. */
  private static final double ROUNDING = 1e-9;

  private static final Style SHADE = new Style(Ink.BLUE, Dash.SOLID, Marker.SQUARE);
  private static final Style BEST_RUN = new Style(Ink.GREEN, Dash.DASHED, Marker.SQUARE);
  private static final Style WORST_RUN = new Style(Ink.VERMILION, Dash.DOTTED, Marker.TRIANGLE);
  private static final Style ONE = new Style(Ink.NEUTRAL, Dash.SOLID, Marker.CIRCLE);
  private static final Style OTHER = new Style(Ink.NEUTRAL, Dash.DASHED, Marker.TRIANGLE);

  private final ProblemAnalysis problem;
  private final Palette palette;
  private final Axis first;
  private final Axis second;

  /**
   * Makes figures.
   *
   * @param palette of all algorithms
   * @param first axis of the first objective
   * @param second axis of the second objective
   */
  AttainmentFigures(ProblemAnalysis problem, Palette palette, Axis first, Axis second) {
    this.problem = problem;
    this.palette = palette;
    this.first = first;
    this.second = second;
  }

  /** A number of every cell. */
  @FunctionalInterface
  private interface Cells {

    double at(int column, int row);
  }

  /**
   * Returns what half of the runs of each algorithm attained; empty where none attained anything.
   */
  Optional<Plot> surfaces() {
    List<Steps> series = problem.algorithms().stream()
        .flatMap(algorithm -> half(algorithm)
            .map(line -> steps(algorithm.name(), palette.style(algorithm.name()), line)))
        .toList();
    return series.isEmpty()
        ? Optional.empty()
        : Optional.of(new Plot(
            "",
            Text.format(
                "Attainment surfaces on %s: goals that half of the runs of each algorithm attained.",
                problem.problem()),
            first,
            second,
            List.copyOf(series)));
  }

  /** Returns what one, half and all of the runs attained, one panel per algorithm. */
  Optional<SmallMultiples> levels() {
    return panels(
        "Attainment surfaces on %s: goals that one, half and all of the runs of each algorithm attained.",
        algorithm -> Stream.of(
                level(algorithm, runs -> 1).map(line -> steps("one run", BEST_RUN, line)),
                half(algorithm).map(line -> steps("half of the runs", Style.FIRST, line)),
                level(algorithm, runs -> runs).map(line -> steps("all runs", WORST_RUN, line)))
            .flatMap(Function.identity())
            .toList());
  }

  /** Returns the share of the runs that attained each goal, one panel per algorithm. */
  Optional<SmallMultiples> shares() {
    return panels(
        "The share of the runs of each algorithm that attained each pair of values on %s: the darker,"
            + " the more runs.",
        algorithm -> Optional.ofNullable(algorithm.fronts().field())
            .map(field -> areas(field, field::share, 1))
            .orElse(List.of()));
  }

  /**
   * Returns a panel per algorithm on the same axes, without those that have nothing to show; empty
   * where none has.
   *
   * @param description with a place for the problem
   */
  private Optional<SmallMultiples> panels(
      String description, Function<AlgorithmAnalysis, List<? extends Series>> series) {
    List<Plot> panels = problem.algorithms().stream()
        .map(algorithm -> panel(algorithm.name(), series.apply(algorithm)))
        .filter(panel -> !panel.series().isEmpty())
        .toList();
    return panels.isEmpty()
        ? Optional.empty()
        : Optional.of(new SmallMultiples(
                String.format(Locale.ROOT, description, problem.problem()), PANEL_COLUMNS, panels)
            .onSharedAxes());
  }

  /**
   * Returns where each of the two algorithms with the best medians attained more than the other;
   * empty if there are fewer than two.
   */
  Optional<SmallMultiples> differences() {
    List<AlgorithmAnalysis> ranked = ranked();
    return ranked.isEmpty()
        ? Optional.empty()
        : differences(ranked.get(0), ranked.stream().skip(1).limit(1).toList());
  }

  /**
   * Returns where the highlighted algorithm attained more than each other one and the other way
   * round, those with the best medians first; empty if none is highlighted, or if
   * {@link #differences} are those of all algorithms.
   */
  Optional<SmallMultiples> differencesOfHighlighted() {
    List<AlgorithmAnalysis> ranked = ranked();
    return ranked.stream()
        .filter(algorithm -> ranked.size() > 2 && palette.highlights(algorithm.name()))
        .findFirst()
        .flatMap(highlighted -> differences(
            highlighted, ranked.stream().filter(it -> !it.equals(highlighted)).toList()));
  }

  /** Returns the algorithms that have attainment functions, those with the best medians first. */
  private List<AlgorithmAnalysis> ranked() {
    return problem.algorithms().stream()
        .filter(algorithm -> algorithm.fronts().field() != null)
        .sorted(Comparator.comparingDouble(algorithm -> -problem
            .rankedBy()
            .better()
            .merit(algorithm.summary(problem.rankedBy()).summary().median())))
        .toList();
  }

  private Optional<SmallMultiples> differences(
      AlgorithmAnalysis one, List<AlgorithmAnalysis> others) {
    if (others.isEmpty()) {
      return Optional.empty();
    }
    boolean pair = others.size() == 1;
    String other = pair ? others.get(0).name() : "another algorithm";
    return Optional.of(new SmallMultiples(
            Text.format(
                "Where more of the runs of %s than of %s attained a pair of values on %s, and"
                    + " vice versa: the darker, the larger the difference of the shares.",
                one.name(), other, problem.problem()),
            pair ? 2 : DIFFERENCE_COLUMNS,
            others.stream()
                .flatMap(it -> {
                  List<Steps> lines = Stream.concat(
                          half(one).map(line -> steps(halfOf(one.name()), ONE, line)),
                          half(it).map(line -> steps(halfOf(other), OTHER, line)))
                      .toList();
                  // Both names are too long for a narrow panel.
                  return Stream.of(
                      difference(
                          pair ? one.name() + " more than " + other : "> " + it.name(),
                          one,
                          it,
                          lines),
                      difference(
                          pair ? other + " more than " + one.name() : "< " + it.name(),
                          it,
                          one,
                          lines));
                })
                .toList())
        .onSharedAxes());
  }

  private static String halfOf(String algorithm) {
    return "half of the runs of " + algorithm;
  }

  private Plot difference(
      String title, AlgorithmAnalysis more, AlgorithmAnalysis less, List<Steps> lines) {
    AttainmentField one = field(more);
    AttainmentField other = field(less);
    List<Series> series = new ArrayList<>(
        areas(one, (column, row) -> one.share(column, row) - other.share(column, row), 2));
    series.addAll(lines);
    return panel(title, series);
  }

  private static Stream<AttainmentLine> half(AlgorithmAnalysis algorithm) {
    return level(algorithm, runs -> (runs + 1) / 2);
  }

  /** Returns what a number of the runs attained; nothing where that is nothing. */
  private static Stream<AttainmentLine> level(
      AlgorithmAnalysis algorithm, IntUnaryOperator ofRuns) {
    return algorithm.fronts().attainment().stream()
        .filter(line -> line.level() == ofRuns.applyAsInt(line.runs()))
        .filter(line -> !line.corners().isEmpty())
        .limit(1);
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
                .toList())
        .thinned(CELLS_OF_A_LINE);
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

package io.github.hwgptbench.report.internal.figure;

import static io.github.hwgptbench.report.internal.figure.SvgCanvas.Anchor.END;
import static io.github.hwgptbench.report.internal.figure.SvgCanvas.Anchor.MIDDLE;
import static io.github.hwgptbench.report.internal.figure.SvgCanvas.Anchor.START;
import static io.github.hwgptbench.report.internal.figure.SvgCanvas.SMALL;
import static io.github.hwgptbench.report.internal.figure.SvgCanvas.TEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws figures as SVG 1.1: vectors and text, no script, nothing that is loaded from elsewhere.
 * Points with labels show them where a viewer shows the titles of elements.
 */
public final class SvgRenderer {

  /** What is behind a figure. */
  public enum Ground {
    /**
     * Nothing: it takes on the page's ground, and the colours for dark ground where the reader's
     * system is set to dark, except on paper.
     */
    ADAPTIVE,
    /** White. For papers and slides. */
    WHITE,
    /**
     * A page of HTML with {@link #pageStyles} and a script ({@code report.js}): there are names and
     * numbers for the script, which also unpacks the drawing once it comes into view, and legends
     * are lists.
     */
    PAGE
  }

  /** Width of figures in pixels where no other is asked for. */
  public static final double WIDTH = 640;

  private static final double PLOT_HEIGHT = 320;
  private static final double PLOT_SHAPE = 0.62;
  private static final double SPACE_HEIGHT = 400;
  private static final double SPACE_SHAPE = 0.9;
  private static final double PANEL_HEIGHT = 210;
  private static final double PANEL_SHAPE = 0.72;
  private static final double PANEL_GAP = 18;
  private static final double NARROWEST_PANEL = 150;
  /** In narrower figures names at the ends of lines would take too much of the width. */
  private static final double NARROWEST_WITH_ENDS = 500;

  private static final double ROW = 26;
  private static final double CELL_HEIGHT = 22;
  private static final double WIDEST_CELL = 90;
  private static final double WIDEST_SCALE = 240;
  private static final double LEGEND_ROW = 20;
  private static final double LEGEND_KEY = 30;
  private static final double LEGEND_GAP = 18;
  private static final double MARGIN = 8;
  private static final double LONGEST_NAME = 220;
  private static final double LONGEST_END = 110;
  private static final double RANK_NUMBER = 34;
  private static final double POINT = 3.6;
  private static final double SMALL_POINT = 2.2;

  private final Ground ground;
  private final double width;

  /** Makes a renderer of figures that are {@link #WIDTH} wide. */
  public SvgRenderer(Ground ground) {
    this(ground, WIDTH);
  }

  /**
   * Makes a renderer.
   *
   * @param width of figures in pixels, of which an inch has 96; texts have the same size in all
   */
  public SvgRenderer(Ground ground, double width) {
    this.ground = ground;
    this.width = width;
  }

  /** Returns the script of a page that has figures on the ground {@link Ground#PAGE}. */
  public static String pageScript() {
    return SpaceView.script();
  }

  /** Returns the styles of a page that has figures on the ground {@link Ground#PAGE}. */
  public static String pageStyles() {
    return SvgCanvas.darkStyles();
  }

  /**
   * Returns a figure as the text of an SVG file, without an XML declaration, or as a part of a
   * page.
   */
  public String render(Figure figure) {
    SvgCanvas canvas = new SvgCanvas(ground, width);
    return canvas.document(figure, MARGIN + draw(canvas, figure, MARGIN) + MARGIN);
  }

  /** Draws from a height on, and returns how high that is. */
  private static double draw(SvgCanvas canvas, Figure figure, double top) {
    if (figure instanceof Plot plot) {
      return plot(canvas, plot, top);
    } else if (figure instanceof SmallMultiples panels) {
      return panels(canvas, panels, top);
    } else if (figure instanceof BoxChart boxes) {
      return boxes(canvas, boxes, top);
    } else if (figure instanceof HeatMap heat) {
      return heatMap(canvas, heat, top);
    } else if (figure instanceof RankDiagram ranks) {
      return ranks(canvas, ranks, top);
    } else if (figure instanceof ParallelCoordinates parallel) {
      return parallel(canvas, parallel, top);
    } else if (figure instanceof SpacePlot space) {
      double height = Math.min(SPACE_HEIGHT, SPACE_SHAPE * canvas.width());
      canvas.space(
          space, canvas.width() / 2, top + height / 2, canvas.width() - 2 * MARGIN, height);
      return height + legend(canvas, space.legend(), top + height);
    }
    throw new AssertionError(figure.getClass());
  }

  private static double plot(SvgCanvas canvas, Plot plot, double top) {
    List<LegendEntry> legend = LegendEntry.of(plot.series());
    double below = panel(
        canvas,
        plot,
        0,
        top,
        canvas.width(),
        plotHeight(canvas),
        legend.size() > 1 && canvas.width() >= NARROWEST_WITH_ENDS);
    return below + (legend.size() > 1 ? legend(canvas, legend, top + below) : 0);
  }

  private static double plotHeight(SvgCanvas canvas) {
    return Math.min(PLOT_HEIGHT, PLOT_SHAPE * canvas.width());
  }

  private static double panels(SvgCanvas canvas, SmallMultiples figure, double top) {
    int columns = Math.min(Math.min(figure.columns(), figure.panels().size()), Math.max(1, (int)
        (canvas.width() / NARROWEST_PANEL)));
    double width = (canvas.width() - (columns - 1) * PANEL_GAP) / columns;
    // About as high as wide, once there are labels beside it.
    double panelHeight = Math.min(PANEL_HEIGHT, PANEL_SHAPE * width);
    double y = top;
    for (int from = 0; from < figure.panels().size(); from += columns) {
      double height = 0;
      for (int i = from; i < Math.min(from + columns, figure.panels().size()); i++) {
        Plot panel = figure.panels().get(i);
        double x = (i - from) * (width + PANEL_GAP);
        canvas.text(
            TextWidth.fitted(panel.title(), TEXT, width), x + width / 2, y + 14, TEXT, MIDDLE);
        height = Math.max(height, panel(canvas, panel, x, y + 22, width, panelHeight, false));
      }
      y += 22 + height + PANEL_GAP / 2;
    }
    return y - top + legend(canvas, LegendEntry.of(figure.series()), y);
  }

  /** Draws axes and what is between them; returns how high all of it is. */
  private static double panel(
      SvgCanvas canvas,
      Plot plot,
      double left,
      double top,
      double width,
      double height,
      boolean named) {
    Ticks yTicks = plot.yTicks();
    double yLabels = widest(yTicks.labels(), SMALL);
    SvgFrame whole = new SvgFrame(
        plot.xTicks(), yTicks, left + 26 + yLabels, top + 6, width - 26 - yLabels - 14, height);
    List<EndLabel> names = named ? EndLabel.of(plot.series(), whole) : List.of();
    double beside = names.stream()
        .mapToDouble(name -> TextWidth.of(endText(name), SMALL))
        .max()
        .orElse(0);
    SvgFrame frame = new SvgFrame(
        whole.xTicks(), yTicks, whole.left(), whole.top(), whole.width() - beside, height);
    for (EndLabel name : names) {
      canvas.text(endText(name), frame.right() + 8, name.y() + 4, SMALL, START);
    }
    canvas.xAxis(frame, plot.x().label());
    canvas.yAxis(frame, plot.y().label(), left + 12);
    canvas.clip(frame, plot);
    List<Series> series = plot.series();
    for (Series each : series) {
      if (each instanceof Line line && line.banded()) {
        canvas.group(line.name(), line.style());
        canvas.band(frame, line);
        canvas.end();
      }
    }
    for (int i = 0; i < series.size(); i++) {
      canvas.group(series.get(i).name(), series.get(i).style());
      if (series.get(i) instanceof Line line) {
        canvas.line(frame, line);
        canvas.markers(frame, line, i, series.size());
      } else if (series.get(i) instanceof Steps steps) {
        canvas.steps(frame, steps);
        canvas.markers(frame, steps, i, series.size());
      } else if (series.get(i) instanceof Scatter scatter) {
        canvas.scatter(frame, scatter, plot.crowded() ? SMALL_POINT : POINT);
      } else if (series.get(i) instanceof Area area) {
        canvas.area(frame, area);
      }
      canvas.end();
    }
    canvas.end();
    return height + 6 + 42;
  }

  private static String endText(EndLabel name) {
    return TextWidth.fitted(name.name(), SMALL, LONGEST_END);
  }

  /** Draws as many entries per row as there is room for; returns how high all of it is. */
  private static double legend(SvgCanvas canvas, List<LegendEntry> entries, double top) {
    if (canvas.ofPage()) {
      canvas.list(entries, LEGEND_KEY - 6, LEGEND_ROW * 0.6, POINT);
      return 0;
    }
    List<List<LegendEntry>> rows = new ArrayList<>();
    double used = canvas.width();
    for (LegendEntry entry : entries) {
      double width = legendWidth(canvas, entry);
      if (rows.isEmpty() || used + width > canvas.width() - 2 * MARGIN) {
        rows.add(new ArrayList<>());
        used = 0;
      }
      rows.get(rows.size() - 1).add(entry);
      used += width;
    }
    double y = top + 4;
    for (List<LegendEntry> row : rows) {
      double width =
          row.stream().mapToDouble(entry -> legendWidth(canvas, entry)).sum() - LEGEND_GAP;
      double x = (canvas.width() - width) / 2;
      for (LegendEntry entry : row) {
        canvas.key(entry, x, y + LEGEND_ROW / 2, LEGEND_KEY - 6, POINT);
        canvas.text(legendText(canvas, entry), x + LEGEND_KEY, y + LEGEND_ROW / 2 + 4, TEXT, START);
        x += legendWidth(canvas, entry);
      }
      y += LEGEND_ROW;
    }
    return y - top;
  }

  private static String legendText(SvgCanvas canvas, LegendEntry entry) {
    return TextWidth.fitted(
        entry.name(), TEXT, canvas.width() - 2 * MARGIN - LEGEND_KEY - LEGEND_GAP);
  }

  private static double legendWidth(SvgCanvas canvas, LegendEntry entry) {
    return LEGEND_KEY + TextWidth.of(legendText(canvas, entry), TEXT) + LEGEND_GAP;
  }

  private static double boxes(SvgCanvas canvas, BoxChart chart, double top) {
    SvgFrame frame = rows(
        canvas,
        chart.boxes().stream().map(BoxChart.Box::name).toList(),
        chart.value(),
        chart.ticks(),
        top);
    canvas.clip(frame);
    for (int i = 0; i < chart.boxes().size(); i++) {
      canvas.box(frame, chart.boxes().get(i), frame.top() + (i + 0.5) * ROW, ROW * 0.6);
    }
    canvas.end();
    return frame.height() + 48;
  }

  /** Draws the names of rows and the axis below them. */
  private static SvgFrame rows(
      SvgCanvas canvas, List<String> names, Axis axis, Ticks ticks, double top) {
    double left = Math.min(LONGEST_NAME, widest(names, TEXT)) + MARGIN + 8;
    double height = Math.max(1, names.size()) * ROW;
    SvgFrame frame = new SvgFrame(ticks, null, left, top, canvas.width() - left - 20, height);
    canvas.xAxis(frame, axis.label());
    for (int i = 0; i < names.size(); i++) {
      canvas.text(
          TextWidth.fitted(names.get(i), TEXT, LONGEST_NAME),
          left - 8,
          top + (i + 0.5) * ROW + 4,
          TEXT,
          END);
    }
    return frame;
  }

  private static double heatMap(SvgCanvas canvas, HeatMap map, double top) {
    double left = Math.min(LONGEST_NAME, widest(map.rows(), SMALL)) + MARGIN + 6;
    double cell = Math.min(
        WIDEST_CELL,
        (canvas.width() - left - MARGIN) / Math.max(1, map.columns().size()));
    boolean upright = widest(map.columns(), SMALL) > cell;
    double names = upright ? Math.min(LONGEST_NAME, widest(map.columns(), SMALL)) : SMALL;
    double cells = top + names + 8;
    for (int column = 0; column < map.columns().size(); column++) {
      double x = left + (column + 0.5) * cell;
      String name = TextWidth.fitted(map.columns().get(column), SMALL, LONGEST_NAME);
      if (upright) {
        canvas.uprightText(name, x + 4, cells - 5, SMALL, START);
      } else {
        canvas.text(name, x, cells - 5, SMALL, MIDDLE);
      }
    }
    for (int row = 0; row < map.rows().size(); row++) {
      double y = cells + row * CELL_HEIGHT;
      String name = TextWidth.fitted(map.rows().get(row), SMALL, LONGEST_NAME);
      canvas.text(name, left - 6, y + CELL_HEIGHT / 2 + 4, SMALL, END);
    }
    canvas.cells(map);
    for (int row = 0; row < map.rows().size(); row++) {
      double y = cells + row * CELL_HEIGHT;
      for (int column = 0; column < map.columns().size(); column++) {
        canvas.cell(map, row, column, left + column * cell, y, cell, CELL_HEIGHT);
      }
    }
    canvas.end();
    double below = cells + map.rows().size() * CELL_HEIGHT + 12;
    double scale = Math.min(WIDEST_SCALE, canvas.width() - 2 * MARGIN);
    canvas.shades(map, Math.min(left, canvas.width() - MARGIN - scale), below, scale);
    return below + 34 - top;
  }

  private static double parallel(SvgCanvas canvas, ParallelCoordinates figure, double top) {
    int count = figure.dimensions().size();
    double left = 46;
    double gap = (canvas.width() - left - 30) / (count - 1);
    List<SvgFrame> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Ticks ticks = figure.ticks(i);
      frames.add(new SvgFrame(ticks, ticks, left + i * gap, top + 10, 0, plotHeight(canvas) - 60));
    }
    for (ParallelCoordinates.Bundle bundle : figure.bundles()) {
      canvas.group(bundle.name(), bundle.style());
      canvas.bundle(frames, bundle);
      canvas.end();
    }
    for (int i = 0; i < count; i++) {
      // In two rows, so that labels beside each other have room.
      double y = frames.get(i).bottom() + (i % 2 == 0 ? 20 : 36);
      String label = TextWidth.fitted(figure.dimensions().get(i).label(), SMALL, 1.9 * gap);
      double half = TextWidth.of(label, SMALL) / 2;
      double x = Math.min(Math.max(frames.get(i).left(), half + 2), canvas.width() - half - 2);
      canvas.dimension(frames.get(i));
      canvas.text(label, x, y, SMALL, MIDDLE);
    }
    double below = plotHeight(canvas);
    return below + legend(canvas, figure.legend(), top + below);
  }

  private static double ranks(SvgCanvas canvas, RankDiagram diagram, double top) {
    List<RankDiagram.Entrant> ranked = diagram.ranked();
    int count = ranked.size();
    int atLeft = (count + 1) / 2;
    double left = besides(ranked.subList(0, atLeft));
    double right = canvas.width() - besides(ranked.subList(atLeft, count));
    Ticks ticks = new Ticks(
        Axis.Scale.LINEAR,
        1,
        count,
        IntStream.rangeClosed(1, count).mapToObj(i -> (double) i).toList(),
        IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList());
    double axis = top + 18;
    Double difference = diagram.criticalDifference();
    if (difference != null) {
      axis += 26;
    }
    SvgFrame frame = new SvgFrame(ticks, null, left, axis, right - left, 0);
    if (difference != null) {
      canvas.criticalDifference(frame, difference, top + 18);
    }
    canvas.rankAxis(frame);
    List<List<Double>> bars = diagram.bars().stream()
        .map(bar -> bar.stream()
            .map(member -> diagram.entrants().get(member).rank())
            .sorted()
            .toList())
        .toList();
    double y = axis + 12;
    for (List<Double> bar : bars) {
      canvas.rankBar(frame.x(bar.get(0)) - 4, frame.x(bar.get(bar.size() - 1)) + 4, y);
      y += 9;
    }
    y += 12;
    for (int i = 0; i < count; i++) {
      boolean isLeft = i < atLeft;
      double row = y + LEGEND_ROW * (isLeft ? i : count - 1 - i);
      canvas.rankStem(
          ranked.get(i).style(),
          TextWidth.fitted(ranked.get(i).name(), TEXT, LONGEST_NAME),
          rankNumber(ranked.get(i)),
          frame.x(ranked.get(i).rank()),
          axis,
          row,
          isLeft ? left - RANK_NUMBER : right + RANK_NUMBER,
          isLeft);
    }
    return y + LEGEND_ROW * atLeft - top;
  }

  /** Returns how much room names and ranks need beside the axis. */
  private static double besides(List<RankDiagram.Entrant> entrants) {
    List<String> names = entrants.stream().map(RankDiagram.Entrant::name).toList();
    return MARGIN + Math.min(LONGEST_NAME, widest(names, TEXT)) + 5 + RANK_NUMBER;
  }

  private static String rankNumber(RankDiagram.Entrant entrant) {
    return Numerals.tick(entrant.rank(), 0.01);
  }

  private static double widest(List<String> texts, double size) {
    return texts.stream().mapToDouble(text -> TextWidth.of(text, size)).max().orElse(0);
  }
}

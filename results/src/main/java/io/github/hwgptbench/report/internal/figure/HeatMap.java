package io.github.hwgptbench.report.internal.figure;

import io.github.hwgptbench.internal.text.Text;
import java.util.List;

/**
 * A table of numbers with the ground of each cell coloured by it.
 *
 * @param description what can be seen, for those who can't see it
 * @param rows names from the top, each once
 * @param columns names from the left, each once
 * @param values one list per row, of one number per column; cells of NaN stay empty
 * @param scale how numbers become colours
 */
public record HeatMap(
    String description,
    List<String> rows,
    List<String> columns,
    List<List<Double>> values,
    Scale scale)
    implements Figure {

  /**
   * How numbers become colours.
   *
   * @param measured what the numbers are
   * @param shades from one colour to the other
   * @param from the number that has the first colour; what is below has it too
   * @param to the number that has the last colour; what is above has it too
   * @param decimals of the numbers as they are shown
   */
  public record Scale(String measured, Shades shades, double from, double to, int decimals) {}

  /** Colours from one to another, in equal steps, also for eyes with a colour-vision deficiency. */
  public enum Shades {
    /** From light to dark, for numbers from little to much (Tol's "YlOrBr" without its ends). */
    SEQUENTIAL("#FFFBE5", "#FEE391", "#FEC44F", "#FB9A29", "#EC7014", "#CC4C02", "#993404"),
    /** From blue through white to red, for numbers around a middle (Tol's "BuRd"). */
    DIVERGING(
        "#2166AC", "#4393C3", "#92C5DE", "#D1E5F0", "#F7F7F7", "#FDDBC7", "#F4A582", "#D6604D",
        "#B2182B");

    /** At this relative luminance, dark and light text have the same contrast (WCAG 2.2). */
    private static final double EVEN_LUMINANCE = 0.2;

    private final List<String> stops;

    Shades(String... stops) {
      this.stops = List.of(stops);
    }

    /** Returns colours in equal steps, as {@code #RRGGBB}. */
    List<String> stops() {
      return stops;
    }

    /** Returns the colour of a place from 0 to 1, as {@code #RRGGBB}. */
    String at(double place) {
      double scaled = Math.min(1, Math.max(0, place)) * (stops.size() - 1);
      int below = Math.min((int) scaled, stops.size() - 2);
      StringBuilder color = new StringBuilder("#");
      for (int channel = 1; channel < 7; channel += 2) {
        int low = channel(stops.get(below), channel);
        int high = channel(stops.get(below + 1), channel);
        color.append(Text.format("%02X", Math.round(low + (scaled - below) * (high - low))));
      }
      return color.toString();
    }

    /** Returns whether dark text is easier to read than light on the colour of a place. */
    boolean light(double place) {
      String color = at(place);
      double luminance =
          0.2126 * linear(color, 1) + 0.7152 * linear(color, 3) + 0.0722 * linear(color, 5);
      return luminance > EVEN_LUMINANCE;
    }

    /** Undoes the gamma of sRGB, IEC 61966-2-1. */
    private static double linear(String color, int at) {
      double share = channel(color, at) / 255.0;
      return share <= 0.04045 ? share / 12.92 : StrictMath.pow((share + 0.055) / 1.055, 2.4);
    }

    private static int channel(String color, int at) {
      return Integer.parseInt(color.substring(at, at + 2), 16);
    }
  }

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is not one number for each cell, or the colours do
   *     not rise
   */
  public HeatMap {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    values = values.stream().map(List::copyOf).toList();
    int width = columns.size();
    if (values.size() != rows.size() || values.stream().anyMatch(row -> row.size() != width)) {
      throw new IllegalArgumentException(Text.format(
          "Heat map of %d rows and %d columns; must have one number per cell",
          rows.size(), columns.size()));
    }
    if (!(scale.from < scale.to)) {
      throw new IllegalArgumentException(
          Text.format("Colours from %s to %s; must rise", scale.from, scale.to));
    }
  }

  String text(double value) {
    double step = Math.pow(10, -scale.decimals);
    return Numerals.tick(Math.rint(value / step) * step, step);
  }

  /** Returns where a number is among the colours: 0 at the first, 1 at the last. */
  double place(double value) {
    return (value - scale.from) / (scale.to - scale.from);
  }
}

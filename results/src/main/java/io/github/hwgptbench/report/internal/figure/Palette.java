package io.github.hwgptbench.report.internal.figure;

import io.github.hwgptbench.internal.text.Text;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The styles of several series: the same name, the same style in all figures made with one palette.
 * The first seven have a colour and a marker each, the first five a dash too; later ones take the
 * colours again with other dashes and markers, and 245 differ.
 */
public final class Palette {

  private static final Ink[] INKS = {
    Ink.BLUE, Ink.VERMILION, Ink.GREEN, Ink.PURPLE, Ink.ORANGE, Ink.SKY, Ink.BROWN
  };
  /** In the order of their colours. */
  private static final List<String> BASELINES =
      List.of("random", "mo-re", "nsga2", "local-search", "lsbo", "rsbo", "ehvi");

  private static final Dash[] DASHES = Dash.values();
  private static final Marker[] MARKERS = Marker.values();

  private final Map<String, Style> styles;

  private Palette(Map<String, Style> styles) {
    this.styles = styles;
  }

  /**
   * Returns a palette.
   *
   * @param names of all series, each once; their order decides who gets which style
   */
  public static Palette of(Collection<String> names) {
    Map<String, Style> styles = new LinkedHashMap<>();
    for (String name : names) {
      styles.computeIfAbsent(name, key -> style(styles.size()));
    }
    return new Palette(styles);
  }

  /**
   * Returns a palette of algorithms, whose styles depend on their names rather than on their order,
   * so that reports agree: the seven baselines always have the same style, and any other begins
   * with a colour of its name. Where others have that colour, it takes the next one of those that
   * the fewest have.
   *
   * @param names of all algorithms
   */
  public static Palette ofAlgorithms(Collection<String> names) {
    Map<String, Style> styles = new LinkedHashMap<>();
    int[] taken = new int[INKS.length];
    for (int color = 0; color < BASELINES.size(); color++) {
      if (names.contains(BASELINES.get(color))) {
        styles.put(BASELINES.get(color), style(color));
        taken[color]++;
      }
    }
    for (String name : new TreeSet<>(names)) {
      if (!styles.containsKey(name)) {
        int own = Math.floorMod(name.hashCode(), INKS.length);
        int fewest = Arrays.stream(taken).min().orElseThrow();
        int color = IntStream.range(own, own + INKS.length)
            .map(next -> next % INKS.length)
            .filter(next -> taken[next] == fewest)
            .findFirst()
            .orElseThrow();
        styles.put(name, style(color + INKS.length * taken[color]++));
      }
    }
    return new Palette(styles);
  }

  /**
   * Returns the palette with all series but one in grey. Their dashes and markers stay.
   *
   * @param name of the one, also where the name of its suite stands behind it
   */
  public Palette highlighting(String name) {
    Map<String, Style> highlighted = new LinkedHashMap<>();
    styles.forEach((series, style) -> highlighted.put(
        series,
        series.equals(name) || series.startsWith(name + " (")
            ? style
            : new Style(Ink.MUTED, style.dash(), style.marker())));
    return new Palette(highlighted);
  }

  /**
   * Returns whether a series has its colour where others are grey.
   *
   * @throws IllegalArgumentException if the palette was not made for it
   */
  public boolean highlights(String name) {
    return style(name).ink() != Ink.MUTED
        && styles.values().stream().anyMatch(style -> style.ink() == Ink.MUTED);
  }

  /** Turns dashes and markers on by one with every round of colours, so that pairs differ too. */
  private static Style style(int index) {
    int color = index % INKS.length;
    int round = index / INKS.length;
    int dash = round % DASHES.length;
    int marker = dash + round / DASHES.length;
    return new Style(
        INKS[color],
        DASHES[(color + dash) % DASHES.length],
        MARKERS[(color + marker) % MARKERS.length]);
  }

  /**
   * Returns the style of a series.
   *
   * @throws IllegalArgumentException if the palette was not made for it
   */
  public Style style(String name) {
    Style style = styles.get(name);
    if (style == null) {
      throw new IllegalArgumentException(
          Text.format("No style for '%s'; known: %s", name, String.join(", ", styles.keySet())));
    }
    return style;
  }
}

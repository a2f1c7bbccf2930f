package io.github.hwgptbench.report.internal.figure;

import io.github.hwgptbench.internal.text.Text;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Parallel coordinates (Inselberg 1985, The Visual Computer 1, p. 69): an axis per dimension beside
 * each other, and a line per thing that joins its values.
 *
 * @param description what can be seen, for those who can't see it
 * @param dimensions from the left, two or more
 * @param bundles later ones above earlier ones
 */
public record ParallelCoordinates(
    String description, List<Dimension> dimensions, List<Bundle> bundles) implements Figure {

  /**
   * A dimension.
   *
   * @param label what it is, with its unit
   * @param choices what values are the indices of, from the bottom; none if they are numbers
   */
  public record Dimension(String label, List<String> choices) {

    /** Copies the choices. */
    public Dimension {
      choices = List.copyOf(choices);
    }
  }

  /**
   * Lines of one kind.
   *
   * @param name in the legend
   * @param style how they look
   * @param lines each one value per dimension
   */
  public record Bundle(String name, Style style, List<List<Double>> lines) {

    /** Copies the lines. */
    public Bundle {
      lines = lines.stream().map(List::copyOf).toList();
    }
  }

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there are fewer than two dimensions, or a line has another
   *     number of values
   */
  public ParallelCoordinates {
    dimensions = List.copyOf(dimensions);
    bundles = List.copyOf(bundles);
    int count = dimensions.size();
    if (count < 2
        || bundles.stream()
            .flatMap(bundle -> bundle.lines().stream())
            .anyMatch(line -> line.size() != count)) {
      throw new IllegalArgumentException(Text.format(
          "Parallel coordinates of %d dimensions; allowed: 2 or more, and a value of each per line",
          count));
    }
  }

  Ticks ticks(int dimension) {
    List<String> choices = dimensions.get(dimension).choices();
    DoubleStream values = bundles.stream()
        .flatMap(bundle -> bundle.lines().stream())
        .mapToDouble(line -> line.get(dimension));
    return choices.size() < 2
        ? Ticks.of(Axis.linear(""), values)
        : new Ticks(
            Axis.Scale.LINEAR,
            0,
            choices.size() - 1.0,
            IntStream.range(0, choices.size()).mapToObj(i -> (double) i).toList(),
            choices);
  }

  List<LegendEntry> legend() {
    return bundles.stream()
        .map(bundle -> new LegendEntry(bundle.name(), bundle.style(), true, false, 1))
        .toList();
  }
}

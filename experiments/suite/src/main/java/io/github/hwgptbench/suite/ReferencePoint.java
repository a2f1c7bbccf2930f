package io.github.hwgptbench.suite;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.usage.UsageException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parses reference points of the hypervolume.
 *
 * @since 0.2.0
 */
public final class ReferencePoint {

  /**
   * Few or no architectures have values below a smaller one, so that all hypervolumes are near 0.
   */
  private static final double MIN = 0.1;
  /** With a larger one the extremes of a front decide nearly all of its hypervolume. */
  private static final double MAX = 100;

  private ReferencePoint() {}

  /**
   * Parses the coordinates, in normalised objectives: 0 is the best value within the bounds, 1 the
   * worst.
   *
   * @param text one coordinate, or several separated by commas
   * @throws IllegalArgumentException if one is not a number from 0.1 to 100
   */
  public static List<Double> parse(String text) {
    return Stream.of(text.split(",", -1)).map(part -> coordinate(part, text)).toList();
  }

  private static double coordinate(String part, String text) {
    double value;
    try {
      value = new BigDecimal(part.strip()).doubleValue();
    } catch (NumberFormatException e) {
      throw wrong(part, text);
    }
    return checked(value, part, text);
  }

  private static double checked(double value, String part, String text) {
    if (!(value >= MIN && value <= MAX)) {
      throw wrong(part, text);
    }
    return value;
  }

  private static UsageException wrong(String part, String text) {
    return UsageException.of(
        "Reference point '%s': coordinate '%s'; allowed: numbers from 0.1 to 100 such as 1.1, where 0 is the best value within the bounds and 1 the worst",
        text, part.strip());
  }

  /**
   * Returns one coordinate per objective.
   *
   * @param coordinates one per objective, or one for all
   * @throws IllegalArgumentException if the number of coordinates is wrong, or one is not from 0.1
   *     to 100
   */
  public static List<Double> of(List<Double> coordinates, int objectives) {
    String text = coordinates.stream().map(String::valueOf).collect(Collectors.joining(","));
    coordinates.forEach(value -> checked(value, value.toString(), text));
    if (coordinates.size() == 1) {
      return Collections.nCopies(objectives, coordinates.get(0));
    }
    if (coordinates.size() != objectives) {
      throw UsageException.of(
          "Reference point %s: %d coordinates; allowed: %s",
          coordinates,
          coordinates.size(),
          objectives == 1
              ? "1, as there is one objective"
              : Text.format("1 or %d, as there are %d objectives", objectives, objectives));
    }
    return coordinates;
  }
}

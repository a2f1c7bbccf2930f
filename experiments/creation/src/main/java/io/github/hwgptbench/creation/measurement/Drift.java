package io.github.hwgptbench.creation.measurement;

import io.github.hwgptbench.creation.Quantiles;
import io.github.hwgptbench.internal.text.Text;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How the level of a machine changed between the rounds of measuring.
 *
 * @param levels of each round: how long networks took in it, as a multiple of what they took over
 *     all rounds; the median over all networks
 */
public record Drift(List<Double> levels) {

  /** From where on measurements of different rounds are of different machines, so to speak. */
  public static final double MUCH = 0.05;

  /** Makes a drift. */
  public Drift {
    levels = List.copyOf(levels);
  }

  /**
   * Compares rounds.
   *
   * @param readings one row per network, and as columns the repeats of the first round, those of
   *     the second and so on
   * @param repeats how many measurements of a row are of the same round
   * @throws IllegalArgumentException if there are no networks, or not as many measurements as there
   *     are in whole rounds
   */
  public static Drift of(double[][] readings, int repeats) {
    if (readings.length == 0) {
      throw new IllegalArgumentException(
          "no architectures to compare rounds by; allowed: 1 or more");
    }
    int columns = readings[0].length;
    if (columns == 0 || columns % repeats != 0) {
      throw new IllegalArgumentException(Text.format(
          "%d measurements per architecture, %d per round; allowed: complete rounds",
          columns, repeats));
    }
    return new Drift(IntStream.range(0, columns / repeats)
        .mapToObj(round -> level(readings, round * repeats, repeats))
        .toList());
  }

  private static double level(double[][] readings, int from, int repeats) {
    return Quantiles.median(Arrays.stream(readings)
        .mapToDouble(row ->
            Quantiles.median(Arrays.copyOfRange(row, from, from + repeats)) / Quantiles.median(row))
        .toArray());
  }

  /**
   * Returns the levels as text, in the order of the rounds.
   *
   * @since 0.2.0
   */
  public String text() {
    return levels.stream()
        .map(level -> Text.format("%.3f", level))
        .collect(Collectors.joining(" "));
  }

  /** Returns how far the slowest round is above the fastest one, as a share of that. */
  public double spread() {
    return Collections.max(levels) / Collections.min(levels) - 1;
  }

  /** Returns whether that is too much for measurements to be put together without a thought. */
  public boolean much() {
    return spread() > MUCH;
  }
}

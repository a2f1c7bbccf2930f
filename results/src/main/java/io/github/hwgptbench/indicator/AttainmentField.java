package io.github.hwgptbench.indicator;

import com.google.common.primitives.ImmutableIntArray;
import io.github.hwgptbench.internal.text.Text;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The empirical attainment function of several runs on two objectives (Grunert da Fonseca, Fonseca
 * and Hall 2001, EMO, p. 213) on a grid of goals: the number of runs that attained each goal. The
 * goals are the centres of {@value #COLUMNS} by {@value #ROWS} equal cells. Immutable.
 *
 * @since 0.2.0
 */
public final class AttainmentField {

  /** Cells along the first objective. */
  public static final int COLUMNS = 120;
  /** Cells along the second objective. */
  public static final int ROWS = 90;

  /**
   * The range of an objective that the grid covers, in its unit and with its sign.
   *
   * @param best begin of the range; larger than {@code worst} for a maximised objective
   * @param worst end of the range
   */
  public record Range(double best, double worst) {

    /**
     * Checks the ends.
     *
     * @throws IllegalArgumentException if they are equal or not finite
     */
    public Range {
      if (best == worst || !Double.isFinite(best) || !Double.isFinite(worst)) {
        throw new IllegalArgumentException(
            Text.format("Range from %s to %s; allowed: two finite numbers", best, worst));
      }
    }

    /** Returns the value at a share of the range from the best to the worst. */
    public double at(double share) {
      return best + share * (worst - best);
    }

    private double share(double value) {
      return (value - best) / (worst - best);
    }
  }

  private final Range first;
  private final Range second;
  private final int runs;
  /** Column by column, each from the best second value on. */
  private final ImmutableIntArray counts;

  private AttainmentField(Range first, Range second, int runs, ImmutableIntArray counts) {
    this.first = first;
    this.second = second;
    this.runs = runs;
    this.counts = counts;
  }

  /**
   * Counts the runs that attain each goal.
   *
   * @param runs the points of each run, two values each, in the units of the objectives; one run or
   *     more, and a run may have no points
   * @param first range of the first objective
   * @param second range of the second objective
   * @throws IllegalArgumentException if there are no runs
   */
  public static AttainmentField of(List<double[][]> runs, Range first, Range second) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("Attainment field of no runs; allowed: 1 or more");
    }
    int[] counts = new int[COLUMNS * ROWS];
    for (double[][] run : runs) {
      double[][] shares = Arrays.stream(run)
          .map(point -> new double[] {first.share(point[0]), second.share(point[1])})
          .sorted(Comparator.comparingDouble(point -> point[0]))
          .toArray(double[][]::new);
      double best = Double.POSITIVE_INFINITY;
      int next = 0;
      for (int column = 0; column < COLUMNS; column++) {
        double goal = (column + 0.5) / COLUMNS;
        while (next < shares.length && shares[next][0] <= goal) {
          best = Math.min(best, shares[next++][1]);
        }
        for (int row = ROWS - 1; row >= 0 && best <= (row + 0.5) / ROWS; row--) {
          counts[column * ROWS + row]++;
        }
      }
    }
    return new AttainmentField(first, second, runs.size(), ImmutableIntArray.copyOf(counts));
  }

  /** Returns the range of the first objective. */
  public Range first() {
    return first;
  }

  /** Returns the range of the second objective. */
  public Range second() {
    return second;
  }

  /**
   * Returns the share of the runs that attained a goal.
   *
   * @param column along the first objective, from its best value, 0 to {@value #COLUMNS} - 1
   * @param row along the second objective, from its best value, 0 to {@value #ROWS} - 1
   */
  public double share(int column, int row) {
    return counts.get(column * ROWS + row) / (double) runs;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AttainmentField that
        && first.equals(that.first)
        && second.equals(that.second)
        && runs == that.runs
        && counts.equals(that.counts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(first, second, runs, counts);
  }
}

package io.github.hwgptbench.surrogate;

import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * How measurements of a metric spread about its noise-free value, each kind of noise by itself and
 * all together, as quantiles of ln(measurement / value) for each choice of embed_dim.
 *
 * <ul>
 *   <li>{@link Source#REPEAT}: between the measurements of one architecture, taken one after
 *       another;
 *   <li>{@link Source#RUN}: between architectures measured next to each other, beyond what the
 *       surrogate knows: the state of the machine that a whole run of measurements shares, and what
 *       is left of the architecture's effect;
 *   <li>{@link Source#DRIFT}: between stretches of architectures: another host or clock state for
 *       hundreds of them;
 *   <li>{@link Source#ALL}: a single measurement of an architecture that was never measured.
 * </ul>
 *
 * <p>The quantiles of all are not put together from the others but taken from residuals of
 * architectures that the model had not seen, so that their intervals hold what they say (split
 * conformal prediction with cross-fitting; Romano, Patterson and Candes 2019, equation 8, with the
 * conformity score taken at each level).
 *
 * <p>Immutable.
 */
public final class NoiseModel {

  /** A kind of noise. */
  public enum Source {
    /** Between the measurements of one architecture. */
    REPEAT,
    /** Between neighbouring architectures. */
    RUN,
    /** Between stretches of architectures. */
    DRIFT,
    /** All of them together. */
    ALL
  }

  private static final double[] LEVEL_ARRAY = levels();

  /** The levels at which quantiles are kept, ascending. */
  public static final List<Double> LEVELS = boxed(LEVEL_ARRAY);

  private final double[][][] tables;
  private final boolean none;

  private static double[] levels() {
    double[] tail = {0.001, 0.0025, 0.005, 0.01, 0.015, 0.02, 0.025, 0.03, 0.04};
    double[] all = new double[2 * tail.length + 37];
    for (int i = 0; i < tail.length; i++) {
      all[i] = tail[i];
      all[all.length - 1 - i] = (1000 - 1000 * tail[i]) / 1000;
    }
    for (int i = 0; i < 37; i++) {
      all[tail.length + i] = (50 + 25 * i) / 1000.0;
    }
    return all;
  }

  private static List<Double> boxed(double[] levels) {
    List<Double> boxed = new ArrayList<>();
    for (double level : levels) {
      boxed.add(level);
    }
    return List.copyOf(boxed);
  }

  /**
   * Makes a noise model.
   *
   * @param tables for each source, in the order of {@link Source}, one row per choice of embed_dim,
   *     of ln(measurement / value) at each of {@link #LEVELS}, ascending
   * @throws IllegalArgumentException if the shapes do not fit, or a row is not finite and ascending
   */
  public NoiseModel(double[][][] tables) {
    if (tables.length != Source.values().length) {
      throw new IllegalArgumentException(
          Text.format("noise of %d sources; expected %d", tables.length, Source.values().length));
    }
    this.tables = new double[tables.length][][];
    for (int s = 0; s < tables.length; s++) {
      if (tables[s].length != tables[0].length) {
        throw new IllegalArgumentException(Text.format(
            "noise %s of %d choices of embed_dim, %s of %d",
            Source.values()[s], tables[s].length, Source.values()[0], tables[0].length));
      }
      this.tables[s] = Arrays.stream(tables[s]).map(double[]::clone).toArray(double[][]::new);
      for (double[] row : this.tables[s]) {
        check(row);
      }
    }
    none = allZero(tables);
  }

  private static boolean allZero(double[][][] tables) {
    for (double[][] table : tables) {
      for (double[] row : table) {
        for (double quantile : row) {
          if (quantile != 0) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static void check(double[] row) {
    if (row.length != LEVEL_ARRAY.length) {
      throw new IllegalArgumentException(
          Text.format("%d quantiles of noise; expected %d", row.length, LEVEL_ARRAY.length));
    }
    for (int i = 0; i < row.length; i++) {
      if (!Double.isFinite(row[i]) || i > 0 && row[i] < row[i - 1]) {
        throw new IllegalArgumentException(Text.format(
            "quantile %s of noise is %s; must be finite and not below those before it",
            LEVELS.get(i), row[i]));
      }
    }
  }

  /** Returns the model of a metric that reads the same every time. */
  public static NoiseModel none(int embedChoices) {
    return new NoiseModel(new double[Source.values().length][embedChoices][LEVEL_ARRAY.length]);
  }

  /** Returns whether every measurement is the noise-free value. */
  public boolean isNone() {
    return none;
  }

  /** Returns the number of choices of embed_dim. */
  public int embedChoices() {
    return tables[0].length;
  }

  /**
   * Returns a quantile of ln(measurement / value), linear between the {@link #LEVELS} and constant
   * beyond the outermost ones.
   *
   * @param source the kind of noise
   * @param embed the index of embed_dim among its choices
   * @param level 0 to 1
   * @throws IllegalArgumentException if the level is not within 0 to 1
   */
  public double logQuantile(Source source, int embed, double level) {
    if (!(level >= 0 && level <= 1)) {
      throw new IllegalArgumentException(
          Text.format("quantile level %s; must be within 0 to 1", level));
    }
    double[] row = tables[Objects.requireNonNull(source, "source").ordinal()][embed];
    int at = Arrays.binarySearch(LEVEL_ARRAY, level);
    if (at >= 0) {
      return row[at];
    }
    int above = -at - 1;
    if (above == 0) {
      return row[0];
    }
    if (above == row.length) {
      return row[row.length - 1];
    }
    double share = (level - LEVEL_ARRAY[above - 1]) / (LEVEL_ARRAY[above] - LEVEL_ARRAY[above - 1]);
    return row[above - 1] + share * (row[above] - row[above - 1]);
  }
}

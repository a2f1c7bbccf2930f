package io.github.hwgptbench.creation;

import java.util.Arrays;

/**
 * The drift of a measuring: the median of the residuals of the rows measured next before and after,
 * the row itself left out. What a whole stretch of rows shares belongs to the measuring, not to the
 * architectures.
 */
final class RunningMedian {

  /** Neighbours on either side. */
  static final int NEIGHBOURS = 15;

  private RunningMedian() {}

  /**
   * Returns the running median.
   *
   * @param residuals one a row, in measuring order; NaN where a row is not to be used
   * @param blocks the block of each row; neighbours in another block do not count
   * @return one a row; 0 where no neighbour can be used
   */
  static double[] of(double[] residuals, int[] blocks) {
    double[] medians = new double[residuals.length];
    double[] window = new double[2 * NEIGHBOURS];
    for (int row = 0; row < residuals.length; row++) {
      int count = 0;
      int to = Math.min(residuals.length - 1, row + NEIGHBOURS);
      for (int other = Math.max(0, row - NEIGHBOURS); other <= to; other++) {
        if (other != row && blocks[other] == blocks[row] && !Double.isNaN(residuals[other])) {
          window[count++] = residuals[other];
        }
      }
      medians[row] = count == 0 ? 0 : Quantiles.medianInPlace(window, count);
    }
    return medians;
  }

  /** Returns the residuals with the drift taken out. */
  static double[] removed(double[] residuals, int[] blocks) {
    double[] drift = of(residuals, blocks);
    double[] left = Arrays.copyOf(residuals, residuals.length);
    for (int row = 0; row < left.length; row++) {
      left[row] -= drift[row];
    }
    return left;
  }
}

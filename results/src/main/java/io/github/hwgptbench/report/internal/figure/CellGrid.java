package io.github.hwgptbench.report.internal.figure;

import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;

/** A grid over points, which says which of them are so near to each other that one hides them. */
final class CellGrid {

  private final DoubleSummaryStatistics xs;
  private final DoubleSummaryStatistics ys;
  private final int count;

  /**
   * Spans a grid.
   *
   * @param xs first coordinates of all points
   * @param ys second coordinates of all points
   * @param count of cells along each axis, 1 or more
   */
  CellGrid(DoubleStream xs, DoubleStream ys, int count) {
    this.xs = xs.summaryStatistics();
    this.ys = ys.summaryStatistics();
    this.count = count;
  }

  /** Returns the number of the cell that a point is in. */
  long of(double x, double y) {
    return (long) place(x, xs) * count + place(y, ys);
  }

  private int place(double value, DoubleSummaryStatistics range) {
    double share = (value - range.getMin()) / (range.getMax() - range.getMin());
    // Where all are equal the share is not a number, and the place is 0.
    return (int) Math.min(share * count, count - 1.0);
  }
}

package io.github.hwgptbench.gp;

import java.util.function.UnaryOperator;

/** Points of a covariance that is made of another one's, which says its part of them. */
final class WrappedPoints extends ObservedPoints {

  private final ObservedPoints inner;
  private final UnaryOperator<double[]> part;
  private final Combination combination;

  /** Makes a covariance of that of the parts of two points. */
  @FunctionalInterface
  interface Combination {

    double of(double ofParts, double[] a, double[] b);
  }

  /**
   * Begins without points.
   *
   * @param outer the covariance of the points
   * @param inner receives the parts of the points
   * @param part returns the part of a prepared point
   */
  WrappedPoints(
      Covariance outer,
      ObservedPoints inner,
      UnaryOperator<double[]> part,
      Combination combination) {
    super(outer);
    this.inner = inner;
    this.part = part;
    this.combination = combination;
  }

  @Override
  public void add(double[] point) {
    inner.add(part.apply(point));
    super.add(point);
  }

  @Override
  public void removeLast() {
    inner.removeLast();
    super.removeLast();
  }

  @Override
  public void covariances(double[] target, double[] covariances) {
    inner.covariances(part.apply(target), covariances);
    for (int i = 0; i < size(); i++) {
      covariances[i] = combination.of(covariances[i], target, get(i));
    }
  }
}

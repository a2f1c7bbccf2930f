package io.github.hwgptbench.gp;

import java.util.ArrayList;
import java.util.List;

/**
 * Points whose covariances with other points are wanted again and again. Not safe for use by
 * several threads at a time.
 */
public class ObservedPoints {

  private final Covariance covariance;
  private final List<double[]> prepared = new ArrayList<>();

  /** Begins with no point. */
  protected ObservedPoints(Covariance covariance) {
    this.covariance = covariance;
  }

  /** Returns how many points there are. */
  public final int size() {
    return prepared.size();
  }

  /** Returns a point as it was prepared. */
  final double[] get(int index) {
    return prepared.get(index);
  }

  /** Adds a prepared point. */
  public void add(double[] point) {
    prepared.add(point);
  }

  /** Takes back the last point. */
  public void removeLast() {
    prepared.remove(prepared.size() - 1);
  }

  /**
   * Says the covariance of a point with each of these.
   *
   * @param target prepared
   * @param covariances receives one value each
   */
  public void covariances(double[] target, double[] covariances) {
    for (int i = 0; i < prepared.size(); i++) {
      covariances[i] = covariance.of(target, prepared.get(i));
    }
  }

  /**
   * Says the covariances of several points with each of these.
   *
   * @param targets prepared
   * @param covariances receives a row for each target
   */
  public void covariances(double[][] targets, double[][] covariances) {
    for (int t = 0; t < targets.length; t++) {
      covariances(targets[t], covariances[t]);
    }
  }
}

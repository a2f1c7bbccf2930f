package io.github.hwgptbench.gp;

import java.util.ArrayList;
import java.util.List;

/**
 * The Matern kernel with smoothness 5/2 and a lengthscale for each coordinate (Rasmussen and
 * Williams 2006, equation 4.17): with r<sup>2</sup> the sum of squared differences over squared
 * lengthscales, the signal variance times (1 + sqrt(5) r + 5/3 r<sup>2</sup>) exp(-sqrt(5) r).
 *
 * <p>The hyperparameters are the lengthscales, in the order of the coordinates, then the signal
 * variance.
 */
public final class MaternKernel implements Kernel {

  private static final double ROOT_FIVE = Math.sqrt(5);

  private final List<Hyperparameter> hyperparameters;

  /**
   * Makes a kernel.
   *
   * @param lengthscales one a coordinate
   * @param signalVariance variance of the process
   */
  public MaternKernel(List<Hyperparameter> lengthscales, Hyperparameter signalVariance) {
    List<Hyperparameter> all = new ArrayList<>(lengthscales);
    all.add(signalVariance);
    this.hyperparameters = List.copyOf(all);
  }

  @Override
  public int dimensions() {
    return hyperparameters.size() - 1;
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return hyperparameters;
  }

  @Override
  public Covariance with(double[] logs) {
    int dimensions = dimensions();
    double[] rates = new double[dimensions];
    for (int d = 0; d < dimensions; d++) {
      rates[d] = StrictMath.exp(-logs[d]);
    }
    return new Matern(rates, StrictMath.exp(logs[dimensions]));
  }

  /** The correlation at a distance of r lengthscales. */
  static double correlation(double r) {
    double s = ROOT_FIVE * r;
    return (1 + s + s * s / 3) * StrictMath.exp(-s);
  }

  /** What -1/r times the derivative of the correlation by r is, which has a limit at 0. */
  static double slope(double r) {
    double s = ROOT_FIVE * r;
    return 5.0 / 3 * (1 + s) * StrictMath.exp(-s);
  }

  static double squaredDistance(double[] a, double[] b, int from, int to) {
    double even = 0;
    double odd = 0;
    int d = from;
    for (; d + 1 < to; d += 2) {
      double first = a[d] - b[d];
      double second = a[d + 1] - b[d + 1];
      even += first * first;
      odd += second * second;
    }
    if (d < to) {
      double last = a[d] - b[d];
      even += last * last;
    }
    return even + odd;
  }

  /** Prepared points are scaled by the lengthscales. */
  private record Matern(double[] rates, double signalVariance) implements SmoothCovariance {

    @Override
    public double[] prepare(double[] point) {
      double[] scaled = new double[rates.length];
      for (int d = 0; d < scaled.length; d++) {
        scaled[d] = point[d] * rates[d];
      }
      return scaled;
    }

    @Override
    public double of(double[] a, double[] b) {
      return signalVariance * correlation(Math.sqrt(squaredDistance(a, b, 0, rates.length)));
    }

    @Override
    public double variance(double[] a) {
      return signalVariance;
    }

    @Override
    public void addSlopes(double[] a, double[] b, double weight, double[] slopes) {
      double r = Math.sqrt(squaredDistance(a, b, 0, rates.length));
      double pull = -weight * signalVariance * slope(r);
      for (int d = 0; d < rates.length; d++) {
        slopes[d] += pull * (a[d] - b[d]) * rates[d];
      }
    }

    @Override
    public void gradient(double[][] prepared, double[][] weights, double[] gradient) {
      int n = prepared.length;
      int dimensions = rates.length;
      double[] sums = new double[dimensions + 1];
      for (int i = 0; i < n; i++) {
        double[] a = prepared[i];
        sums[dimensions] += weights[i][i] * signalVariance;
        for (int j = 0; j < i; j++) {
          double[] b = prepared[j];
          double r = Math.sqrt(squaredDistance(a, b, 0, dimensions));
          double weight = 2 * weights[i][j] * signalVariance;
          sums[dimensions] += weight * correlation(r);
          double push = weight * slope(r);
          for (int d = 0; d < dimensions; d++) {
            double difference = a[d] - b[d];
            sums[d] += push * difference * difference;
          }
        }
      }
      for (int p = 0; p <= dimensions; p++) {
        gradient[p] += sums[p];
      }
    }
  }
}

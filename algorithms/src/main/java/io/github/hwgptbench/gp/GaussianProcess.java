package io.github.hwgptbench.gp;

import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Gaussian process that has seen observations (Rasmussen and Williams 2006, algorithm 2.1). An
 * observation is added in O(n<sup>2</sup>); a prediction takes O(n) for the mean alone and O(n
 * <sup>2</sup>) with the variance.
 *
 * <p>Not safe for use by several threads at a time.
 */
public final class GaussianProcess {

  /** So many columns stay near the processor while they are solved. */
  private static final int AT_A_TIME = 16;

  private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

  private final Covariance covariance;
  private final double noiseVariance;
  private final double mean;
  private final CholeskyFactor factor = new CholeskyFactor();
  private final ObservedPoints points;
  private double[] residuals = new double[16];
  private double[] whitened = new double[16];
  private double[] noises = new double[16];
  /** Covariances of the point in question; kept, for predictions are many. */
  private double[] column = new double[16];

  private double[] solved = new double[16];
  private double @Nullable [] weights;

  /**
   * Makes a process that has seen nothing.
   *
   * @param covariance of the function
   * @param noiseVariance of observations of it, positive, unless they have one of their own
   * @param mean of the function, everywhere
   */
  public GaussianProcess(Covariance covariance, double noiseVariance, double mean) {
    this.covariance = covariance;
    this.points = covariance.observed();
    this.noiseVariance = noiseVariance;
    this.mean = mean;
  }

  /**
   * A prediction of the function, without the noise of an observation.
   *
   * @param mean expected value
   * @param deviation standard deviation, 0 or positive
   */
  public record Prediction(double mean, double deviation) {}

  /** Returns how many observations there are. */
  public int size() {
    return factor.size();
  }

  /**
   * Adds an observation.
   *
   * @throws ArithmeticException if the covariances become numerically singular; the process is as
   *     before
   */
  public void add(double[] point, double value) {
    add(point, value, noiseVariance);
  }

  /**
   * Adds an observation whose noise has a variance of its own.
   *
   * @param ownVariance variance of its noise, positive
   * @throws ArithmeticException if the covariances become numerically singular; the process is as
   *     before
   */
  public void add(double[] point, double value, double ownVariance) {
    double[] added = covariance.prepare(point);
    int n = size();
    double[] row = new double[n + 1];
    points.covariances(added, row);
    row[n] = covariance.variance(added) + ownVariance;
    factor.append(row);
    if (n == residuals.length) {
      residuals = Arrays.copyOf(residuals, 2 * n);
      whitened = Arrays.copyOf(whitened, 2 * n);
      noises = Arrays.copyOf(noises, 2 * n);
      column = new double[2 * n];
      solved = new double[2 * n];
    }
    points.add(added);
    noises[n] = ownVariance;
    residuals[n] = value - mean;
    whitened[n] = factor.whiten(residuals[n], whitened);
    weights = null;
  }

  /**
   * Takes back the last observation.
   *
   * @throws IllegalStateException if there is none
   */
  public void removeLast() {
    factor.removeLast();
    points.removeLast();
    weights = null;
  }

  /** Returns the expected value of the function at a point. */
  public double mean(double[] point) {
    double[] target = covariance.prepare(point);
    points.covariances(target, column);
    return mean + DotProduct.of(weights(), column, size());
  }

  /**
   * Returns the expected values of the function at all observed points, in the order in which they
   * were added; O(n), once the weights of the observations are known.
   */
  public double[] fitted() {
    double[] solved = weights();
    double[] fitted = new double[size()];
    for (int i = 0; i < fitted.length; i++) {
      fitted[i] = mean + residuals[i] - noises[i] * solved[i];
    }
    return fitted;
  }

  private double[] weights() {
    if (weights == null) {
      weights = factor.solve(residuals);
    }
    return weights;
  }

  /** Returns the posterior mean and standard deviation of the function at a point. */
  public Prediction predict(double[] point) {
    return predict(List.of(point)).get(0);
  }

  /**
   * Returns the posterior mean and standard deviation of the function at several points; faster
   * than one by one where there are hundreds of observations.
   */
  public List<Prediction> predict(List<double[]> points) {
    return Lists.partition(points, AT_A_TIME).stream()
        .flatMap(some -> predictTogether(some).stream())
        .toList();
  }

  private List<Prediction> predictTogether(List<double[]> some) {
    double[][] targets = some.stream().map(covariance::prepare).toArray(double[][]::new);
    int n = size();
    double[][] columns = new double[targets.length][n];
    points.covariances(targets, columns);
    factor.solveLower(columns);
    List<Prediction> predictions = new ArrayList<>();
    for (int t = 0; t < targets.length; t++) {
      double explained = DotProduct.of(columns[t], columns[t], n);
      predictions.add(new Prediction(
          mean + DotProduct.of(columns[t], whitened, n),
          Math.sqrt(Math.max(0, covariance.variance(targets[t]) - explained))));
    }
    return predictions;
  }

  /**
   * Returns the standard deviation of the change that an observation, which is not known yet, makes
   * to the expected value at a point; 0 where it says nothing about it.
   *
   * @param point of the expected value
   * @param observed where the observation would be made, with the noise of all
   */
  public double change(double[] point, double[] observed) {
    double[] target = covariance.prepare(point);
    double[] source = covariance.prepare(observed);
    int n = size();
    double[] explaining = new double[n];
    points.covariances(source, column);
    factor.solveLower(column, explaining);
    double variance =
        covariance.variance(source) - DotProduct.of(explaining, explaining, n) + noiseVariance;
    points.covariances(target, column);
    factor.solveLower(column, solved);
    double shared = covariance.of(target, source) - DotProduct.of(solved, explaining, n);
    return Math.abs(shared) / Math.sqrt(Math.max(variance, noiseVariance));
  }

  /**
   * How a prediction changes with the point.
   *
   * @param mean derivatives of the expected value by the coordinates
   * @param variance derivatives of the variance
   */
  public record Slopes(double[] mean, double[] variance) {}

  /**
   * Returns how the prediction at a point changes with its coordinates.
   *
   * @throws UnsupportedOperationException if the covariance is not a {@link SmoothCovariance}
   */
  public Slopes slopes(double[] point) {
    if (!(covariance instanceof SmoothCovariance smooth)) {
      throw new UnsupportedOperationException("This covariance has no derivatives by coordinates");
    }
    double[] solved = weights();
    double[] target = covariance.prepare(point);
    double[] covariances = new double[size()];
    points.covariances(target, covariances);
    double[] explaining = factor.solve(covariances);
    Slopes slopes = new Slopes(new double[point.length], new double[point.length]);
    for (int i = 0; i < covariances.length; i++) {
      smooth.addSlopes(target, points.get(i), solved[i], slopes.mean);
      smooth.addSlopes(target, points.get(i), -2 * explaining[i], slopes.variance);
    }
    return slopes;
  }

  /** Returns the logarithm of the density of all observations. */
  public double logMarginalLikelihood() {
    int n = size();
    return -0.5 * (DotProduct.of(whitened, whitened, n) + factor.logDeterminant() + n * LOG_TWO_PI);
  }
}

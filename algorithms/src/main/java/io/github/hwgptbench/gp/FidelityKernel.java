package io.github.hwgptbench.gp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A kernel of a function that can also be observed roughly, with errors that have an own
 * coordinate. The last coordinate of a point is its roughness r, 0 where the function itself is
 * observed. With w the smaller roughness of two points and k the covariance of the function, the
 * covariance is
 *
 * <p>k (1 + e w) + s w + o w [the points are equal but for their roughness],
 *
 * <p>so that errors are a Wiener process over the roughness: one part of them depends on the point
 * as the function does, another is the same for all points, and the last is of each point alone.
 * That is the covariance of means over nested parts of a finite population (such as the tokens of a
 * text) where r is 1/n - 1/N, with n the size of the part and N that of the population.
 *
 * <p>The hyperparameters are those of the function, then e, s and o.
 *
 * @since 0.2.0
 */
public final class FidelityKernel implements Kernel {

  private final Kernel function;
  private final List<Hyperparameter> hyperparameters;

  /** Makes a kernel of observations of a function that has a kernel. */
  public FidelityKernel(Kernel function) {
    this.function = function;
    List<Hyperparameter> all = new ArrayList<>(function.hyperparameters());
    all.add(new Hyperparameter("variance of errors", StrictMath.log(0.02), 1.5));
    all.add(new Hyperparameter("variance of common errors", StrictMath.log(0.1), 2));
    all.add(new Hyperparameter("variance of own errors", StrictMath.log(0.02), 2));
    this.hyperparameters = List.copyOf(all);
  }

  @Override
  public int dimensions() {
    return function.dimensions() + 1;
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return hyperparameters;
  }

  @Override
  public Covariance with(double[] logs) {
    int own = hyperparameters.size() - 3;
    return new Rough(
        function.dimensions(),
        own,
        function.with(Arrays.copyOf(logs, own)),
        StrictMath.exp(logs[own]),
        StrictMath.exp(logs[own + 1]),
        StrictMath.exp(logs[own + 2]));
  }

  /** A prepared point is that of the function, and behind it the roughness. */
  private record Rough(
      int dimensions, int own, Covariance function, double errors, double common, double alone)
      implements Covariance {

    @Override
    public double[] prepare(double[] point) {
      double[] ofFunction = function.prepare(Arrays.copyOf(point, dimensions));
      double[] prepared = Arrays.copyOf(ofFunction, ofFunction.length + 1);
      prepared[ofFunction.length] = point[dimensions];
      return prepared;
    }

    private static double shared(double[] a, double[] b) {
      return Math.min(a[a.length - 1], b[b.length - 1]);
    }

    private double of(double ofFunction, double[] a, double[] b) {
      double shared = shared(a, b);
      return shared > 0
          ? ofFunction + (ofFunction * errors + common + (same(a, b) ? alone : 0)) * shared
          : ofFunction;
    }

    /** Returns whether points are equal but for their roughness. */
    private static boolean same(double[] a, double[] b) {
      return Arrays.equals(a, 0, a.length - 1, b, 0, b.length - 1);
    }

    private static double[] withoutRoughness(double[] point) {
      return Arrays.copyOf(point, point.length - 1);
    }

    @Override
    public double of(double[] a, double[] b) {
      return of(function.of(withoutRoughness(a), withoutRoughness(b)), a, b);
    }

    @Override
    public double variance(double[] a) {
      return of(function.variance(withoutRoughness(a)), a, a);
    }

    @Override
    public ObservedPoints observed() {
      return new WrappedPoints(this, function.observed(), Rough::withoutRoughness, this::of);
    }

    @Override
    public double[][] matrix(double[][] prepared) {
      double[][] matrix = function.matrix(
          Arrays.stream(prepared).map(Rough::withoutRoughness).toArray(double[][]::new));
      for (int i = 0; i < matrix.length; i++) {
        for (int j = 0; j <= i; j++) {
          matrix[i][j] = of(matrix[i][j], prepared[i], prepared[j]);
        }
      }
      return matrix;
    }

    @Override
    public void gradient(double[][] prepared, double[][] weights, double[] gradient) {
      int n = prepared.length;
      double[][] points = new double[n][];
      double[][] scaled = new double[n][n];
      for (int i = 0; i < n; i++) {
        points[i] = withoutRoughness(prepared[i]);
        for (int j = 0; j <= i; j++) {
          double shared = shared(prepared[i], prepared[j]);
          scaled[i][j] = weights[i][j] * (1 + errors * shared);
          scaled[j][i] = scaled[i][j];
          double weight = (i == j ? 1 : 2) * weights[i][j] * shared;
          if (weight != 0) {
            gradient[own] += weight * errors * function.of(points[i], points[j]);
            gradient[own + 1] += weight * common;
            gradient[own + 2] += same(prepared[i], prepared[j]) ? weight * alone : 0;
          }
        }
      }
      function.gradient(points, scaled, gradient);
    }
  }
}

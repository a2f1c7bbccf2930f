package io.github.hwgptbench.gp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A kernel of several related functions, such as the latency on several devices. The last
 * coordinate of a point is the number of its function: 0 for the one that is of interest, from 1 on
 * for its relatives. Relative d is function 0 times a scale s(d), plus a function of its own, plus
 * a constant. With k the kernel of function 0, g that of the own functions and s(0) = 1, the
 * covariance of functions d and e is
 *
 * <p>s(d) s(e) k + [d = e &gt; 0] (g + c), with c = 1.
 *
 * <p>That is a linear model of coregionalization (Goovaerts 1997; Alvarez, Rosasco and Lawrence
 * 2012, <i>Kernels for vector-valued functions</i>). With g a multiple of k it would be the
 * intrinsic one of Bonilla, Chai and Williams (2008, <i>Multi-task Gaussian process
 * prediction</i>), whose functions all depend on their arguments in the same way; devices differ in
 * that as well.
 *
 * <p>The hyperparameters are those of k, those of g, and the scales. A variance of g has a prior
 * whose median is a tenth of that of k.
 *
 * @since 0.2.0
 */
public final class CoregionalKernel implements Kernel {

  private static final double CONSTANT = 1;
  private static final double OWN_SHARE = 0.1;
  private static final double SCALE_DEVIATION = 0.5;

  private final Kernel function;
  private final List<Hyperparameter> hyperparameters;

  /**
   * Makes a kernel.
   *
   * @param function kernel of function 0
   * @param relatives how many other functions there are, at least 1
   */
  public CoregionalKernel(Kernel function, int relatives) {
    this.function = function;
    List<Hyperparameter> all = new ArrayList<>(function.hyperparameters());
    for (Hyperparameter of : function.hyperparameters()) {
      boolean variance = of.name().contains("variance");
      all.add(new Hyperparameter(
          "own " + of.name(),
          of.logMean() + (variance ? StrictMath.log(OWN_SHARE) : 0),
          of.logDeviation()));
    }
    for (int d = 1; d <= relatives; d++) {
      all.add(new Hyperparameter("scale of " + d, 0, SCALE_DEVIATION));
    }
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
    int own = function.hyperparameters().size();
    double[] scales = new double[hyperparameters.size() - 2 * own + 1];
    scales[0] = 1;
    for (int d = 1; d < scales.length; d++) {
      scales[d] = StrictMath.exp(logs[2 * own + d - 1]);
    }
    return new Related(
        function.dimensions(),
        own,
        function.with(Arrays.copyOf(logs, own)),
        function.with(Arrays.copyOfRange(logs, own, 2 * own)),
        scales);
  }

  /**
   * A prepared point is that of k, then that of g, of the same length, then the number.
   *
   * @param size number of hyperparameters of k, and of g
   */
  private record Related(
      int dimensions, int size, Covariance shared, Covariance own, double[] scales)
      implements Covariance {

    @Override
    public double[] prepare(double[] point) {
      double[] coordinates = Arrays.copyOf(point, dimensions);
      double[] first = shared.prepare(coordinates);
      // What function 0 is has no part of its own.
      double[] second =
          point[dimensions] == 0 ? new double[first.length] : own.prepare(coordinates);
      double[] prepared = Arrays.copyOf(first, 2 * first.length + 1);
      System.arraycopy(second, 0, prepared, first.length, first.length);
      prepared[2 * first.length] = point[dimensions];
      return prepared;
    }

    private static int number(double[] point) {
      return (int) point[point.length - 1];
    }

    private static double[] forShared(double[] point) {
      return Arrays.copyOf(point, point.length / 2);
    }

    private static double[] forOwn(double[] point) {
      return Arrays.copyOfRange(point, point.length / 2, point.length - 1);
    }

    private double of(double ofShared, double[] a, double[] b) {
      int d = number(a);
      double scaled = ofShared * scales[d] * scales[number(b)];
      return d > 0 && d == number(b) ? scaled + own.of(forOwn(a), forOwn(b)) + CONSTANT : scaled;
    }

    @Override
    public double of(double[] a, double[] b) {
      return of(shared.of(forShared(a), forShared(b)), a, b);
    }

    @Override
    public double variance(double[] a) {
      int d = number(a);
      double scaled = shared.variance(forShared(a)) * scales[d] * scales[d];
      return d > 0 ? scaled + own.variance(forOwn(a)) + CONSTANT : scaled;
    }

    @Override
    public ObservedPoints observed() {
      return new WrappedPoints(this, shared.observed(), Related::forShared, this::of);
    }

    @Override
    public double[][] matrix(double[][] prepared) {
      double[][] matrix =
          shared.matrix(Arrays.stream(prepared).map(Related::forShared).toArray(double[][]::new));
      for (int i = 0; i < matrix.length; i++) {
        for (int j = 0; j < i; j++) {
          matrix[i][j] = of(matrix[i][j], prepared[i], prepared[j]);
        }
        matrix[i][i] = variance(prepared[i]);
      }
      return matrix;
    }

    @Override
    public void gradient(double[][] prepared, double[][] weights, double[] gradient) {
      int n = prepared.length;
      double[][] points = Arrays.stream(prepared).map(Related::forShared).toArray(double[][]::new);
      double[][] scaled = new double[n][n];
      for (int i = 0; i < n; i++) {
        int d = number(prepared[i]);
        for (int j = 0; j <= i; j++) {
          int e = number(prepared[j]);
          scaled[i][j] = weights[i][j] * scales[d] * scales[e];
          scaled[j][i] = scaled[i][j];
          if (d > 0 || e > 0) {
            double part = (i == j ? 1 : 2) * scaled[i][j] * shared.of(points[i], points[j]);
            addToScale(d, part, gradient);
            addToScale(e, part, gradient);
          }
        }
      }
      shared.gradient(points, scaled, gradient);
      double[] ofOwn = new double[size];
      for (int d = 1; d < scales.length; d++) {
        gradientOfOwn(d, prepared, weights, ofOwn);
      }
      for (int p = 0; p < size; p++) {
        gradient[size + p] += ofOwn[p];
      }
    }

    private void addToScale(int number, double part, double[] gradient) {
      if (number > 0) {
        gradient[2 * size + number - 1] += part;
      }
    }

    private void gradientOfOwn(
        int number, double[][] prepared, double[][] weights, double[] gradient) {
      int[] members = IntStream.range(0, prepared.length)
          .filter(i -> number(prepared[i]) == number)
          .toArray();
      double[][] points = new double[members.length][];
      double[][] ofPairs = new double[members.length][members.length];
      for (int i = 0; i < members.length; i++) {
        points[i] = forOwn(prepared[members[i]]);
        for (int j = 0; j < members.length; j++) {
          ofPairs[i][j] = weights[members[i]][members[j]];
        }
      }
      own.gradient(points, ofPairs, gradient);
    }
  }
}

package io.github.hwgptbench.gp;

import java.util.Arrays;
import java.util.List;

/**
 * The covariance of a linear function of two parts of a point and, with interactions, of their
 * products, whose coefficients are independent and have a variance for each part: with c and s the
 * scalar products of the parts, a c + b s + d c s. A Gaussian process with it is Bayesian linear
 * regression (Rasmussen and Williams 2006, section 2.1).
 *
 * <p>The hyperparameters are the variance of the coefficients of the first part, of the second, and
 * of the products.
 *
 * @since 0.2.0
 */
public final class LinearKernel implements Kernel {

  private static final int PARTS = 3;

  private final int first;
  private final int second;
  private final List<Hyperparameter> hyperparameters;

  /**
   * Makes a kernel.
   *
   * @param first number of coordinates of the first part
   * @param second number of coordinates of the second part
   * @param variances prior of the variances, in the order of the hyperparameters
   */
  public LinearKernel(int first, int second, List<Hyperparameter> variances) {
    this.first = first;
    this.second = second;
    this.hyperparameters = List.copyOf(variances);
    if (variances.size() != PARTS) {
      throw new IllegalArgumentException("Variances: " + variances.size() + "; allowed: 3");
    }
  }

  @Override
  public int dimensions() {
    return first + second;
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return hyperparameters;
  }

  @Override
  public Covariance with(double[] logs) {
    return new Linear(
        first,
        first + second,
        StrictMath.exp(logs[0]),
        StrictMath.exp(logs[1]),
        StrictMath.exp(logs[2]));
  }

  private record Linear(int middle, int end, double ofFirst, double ofSecond, double ofProducts)
      implements Covariance {

    @Override
    public double[] prepare(double[] point) {
      return point;
    }

    @Override
    public double of(double[] a, double[] b) {
      double c = DotProduct.of(a, b, 0, middle);
      double s = DotProduct.of(a, b, middle, end);
      return of(c, s);
    }

    private double of(double c, double s) {
      return ofFirst * c + ofSecond * s + ofProducts * c * s;
    }

    @Override
    public ObservedPoints observed() {
      return new Transposed(this);
    }

    @Override
    public double variance(double[] a) {
      return of(a, a);
    }

    @Override
    public void gradient(double[][] prepared, double[][] weights, double[] gradient) {
      for (int i = 0; i < prepared.length; i++) {
        for (int j = 0; j <= i; j++) {
          double weight = i == j ? weights[i][j] : 2 * weights[i][j];
          double c = DotProduct.of(prepared[i], prepared[j], 0, middle);
          double s = DotProduct.of(prepared[i], prepared[j], middle, end);
          gradient[0] += weight * ofFirst * c;
          gradient[1] += weight * ofSecond * s;
          gradient[2] += weight * ofProducts * c * s;
        }
      }
    }
  }

  /**
   * Keeps points by coordinate, so that those that are 0 in a point cost nothing. Sums are in
   * another order than those of {@link Linear#of}, and bit-identical where coordinates are 0 and 1.
   */
  private static final class Transposed extends ObservedPoints {

    private static final int FIRST_CAPACITY = 16;

    private final Linear linear;
    private final double[][] rows;
    private final double[] scales;
    private final double[][] used;
    private double[] ofSecond = new double[FIRST_CAPACITY];

    Transposed(Linear linear) {
      super(linear);
      this.linear = linear;
      this.rows = new double[linear.end][FIRST_CAPACITY];
      this.scales = new double[linear.end];
      this.used = new double[linear.end][];
    }

    @Override
    public void add(double[] point) {
      int n = size();
      for (int d = 0; d < rows.length; d++) {
        if (n == rows[d].length) {
          rows[d] = Arrays.copyOf(rows[d], 2 * n);
        }
        rows[d][n] = point[d];
      }
      if (n == ofSecond.length) {
        ofSecond = new double[2 * n];
      }
      super.add(point);
    }

    @Override
    public void covariances(double[] target, double[] covariances) {
      products(target, 0, linear.middle, covariances);
      products(target, linear.middle, linear.end, ofSecond);
      for (int i = 0; i < size(); i++) {
        covariances[i] = linear.of(covariances[i], ofSecond[i]);
      }
    }

    /** Computes the scalar product of a part of a point with that of each of these. */
    private void products(double[] target, int from, int to, double[] products) {
      int count = 0;
      for (int d = from; d < to; d++) {
        if (target[d] != 0) {
          scales[count] = -target[d];
          used[count++] = rows[d];
        }
      }
      Arrays.fill(products, 0, size(), 0);
      ScaledRows.subtract(products, 0, size(), scales, used, count);
    }
  }
}

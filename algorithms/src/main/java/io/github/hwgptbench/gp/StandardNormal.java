package io.github.hwgptbench.gp;

/**
 * The normal distribution with mean 0 and variance 1, also far in its lower tail, where results are
 * given as logarithms.
 *
 * <p>The scaled complementary error function is that of Cody (1969), <i>Rational Chebyshev
 * approximations for the error function</i>, Math. Comp. 23, good to about 1e-15 relative.
 */
public final class StandardNormal {

  private static final double ROOT_HALF = Math.sqrt(0.5);
  private static final double ROOT_HALF_PI = Math.sqrt(Math.PI / 2);
  private static final double LOG_ROOT_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);
  private static final double INVERSE_ROOT_PI = 1 / Math.sqrt(Math.PI);
  /** Beyond this, the series of 1 - t erfcx(t) leaves out less than 2e-11 of it. */
  private static final double SERIES = 30;

  /** Coefficients of erf below 0.46875, the last of the numerator leading. */
  private static final double[] A = {
    3.16112374387056560e00,
    1.13864154151050156e02,
    3.77485237685302021e02,
    3.20937758913846947e03,
    1.85777706184603153e-1
  };

  private static final double[] B = {
    2.36012909523441209e01, 2.44024637934444173e02, 1.28261652607737228e03, 2.84423683343917062e03
  };

  /** Coefficients of erfcx from 0.46875 to 4, the last of the numerator leading. */
  private static final double[] C = {
    5.64188496988670089e-1,
    8.88314979438837594e00,
    6.61191906371416295e01,
    2.98635138197400131e02,
    8.81952221241769090e02,
    1.71204761263407058e03,
    2.05107837782607147e03,
    1.23033935479799725e03,
    2.15311535474403846e-8
  };

  private static final double[] D = {
    1.57449261107098347e01,
    1.17693950891312499e02,
    5.37181101862009858e02,
    1.62138957456669019e03,
    3.29079923573345963e03,
    4.36261909014324716e03,
    3.43936767414372164e03,
    1.23033935480374942e03
  };

  /** Coefficients of erfcx from 4 on, in the inverse square, the last of the numerator leading. */
  private static final double[] P = {
    3.05326634961232344e-1,
    3.60344899949804439e-1,
    1.25781726111229246e-1,
    1.60837851487422766e-2,
    6.58749161529837803e-4,
    1.63153871373020978e-2
  };

  private static final double[] Q = {
    2.56852019228982242e00,
    1.87295284992346725e00,
    5.27905102951428412e-1,
    6.05183413124413191e-2,
    2.33520497626869185e-3
  };

  private StandardNormal() {}

  /** Returns the density at t. */
  public static double density(double t) {
    return StrictMath.exp(-0.5 * t * t - LOG_ROOT_TWO_PI);
  }

  /** Returns the probability of a value up to t. */
  public static double cumulative(double t) {
    double x = Math.abs(t) * ROOT_HALF;
    double tail = 0.5 * (x < 0.46875 ? 1 - erf(x) : scaled(x) * StrictMath.exp(-0.5 * t * t));
    return t > 0 ? 1 - tail : tail;
  }

  /**
   * Returns the density at t over the probability of a value up to t, which is how far below 0 the
   * mean of the values up to t is.
   */
  public static double inverseMillsRatio(double t) {
    return t > -1 ? density(t) / cumulative(t) : 1 / (ROOT_HALF_PI * scaled(-t * ROOT_HALF));
  }

  /** Returns the logarithm of the probability of a value up to t. */
  public static double logCumulative(double t) {
    return t > -1
        ? StrictMath.log(cumulative(t))
        : StrictMath.log(0.5 * scaled(-t * ROOT_HALF)) - 0.5 * t * t;
  }

  /**
   * Returns how far, in the mean, a value lies below t, where one above t counts as 0: E[(t -
   * Z)<sub>+</sub>] = t cdf(t) + pdf(t).
   */
  public static double shortfall(double t) {
    return t > -1 ? t * cumulative(t) + density(t) : density(t) * tailRatio(-t);
  }

  /** Returns the logarithm of the {@link #shortfall}, also where that is 0 in floating point. */
  public static double logShortfall(double t) {
    return t > -1
        ? StrictMath.log(shortfall(t))
        : -0.5 * t * t - LOG_ROOT_TWO_PI + StrictMath.log(tailRatio(-t));
  }

  /** The shortfall at -t over the density there, for t of 1 or more. */
  private static double tailRatio(double t) {
    if (t < SERIES) {
      return 1 - t * ROOT_HALF_PI * scaled(t * ROOT_HALF);
    }
    double s = 1 / (t * t);
    return s * (1 - s * (3 - s * (15 - s * (105 - s * 945))));
  }

  /** erfc(x) exp(x<sup>2</sup>), for x of 0 or more. */
  static double scaled(double x) {
    if (x < 0.46875) {
      return (1 - erf(x)) * StrictMath.exp(x * x);
    }
    if (x <= 4) {
      return ratio(C, D, x);
    }
    double s = 1 / (x * x);
    return (INVERSE_ROOT_PI - s * ratio(P, Q, s)) / x;
  }

  private static double erf(double x) {
    return x * ratio(A, B, x * x);
  }

  private static double ratio(double[] numerator, double[] denominator, double x) {
    int last = denominator.length - 1;
    double above = numerator[last + 1] * x;
    double below = x;
    for (int i = 0; i < last; i++) {
      above = (above + numerator[i]) * x;
      below = (below + denominator[i]) * x;
    }
    return (above + numerator[last]) / (below + denominator[last]);
  }
}

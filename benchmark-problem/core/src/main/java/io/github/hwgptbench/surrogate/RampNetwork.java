package io.github.hwgptbench.surrogate;

import io.github.hwgptbench.internal.text.Text;
import java.util.Arrays;

/**
 * A sum of ramps, {@code y = sum_k weight_k max(0, slope_k . x)}, over the whole-numbered features
 * of a {@link FeatureMap}; in other words a network with one hidden layer of rectified units and
 * without bias terms (the one-hot embed_dim stands for them). A function that is linear in each
 * embed_dim is one ramp an embed_dim, which is shut off for the others.
 *
 * <p>All coefficients are multiples of powers of two, so coarse that no sum of products is ever
 * rounded: every order of summation, every instruction set, and every kernel of a matrix product
 * gives the same bits. {@link #quantize} makes such coefficients, and the constructor refuses any
 * others.
 *
 * <p>Immutable.
 */
public final class RampNetwork {

  /** Bits of a double that hold an integer exactly. */
  private static final int EXACT_BITS = 53;
  /** Bits that the input of a ramp gets; the others are left to its weight. */
  private static final int RAMP_BITS = 30;
  /** Of coefficients that are all 0: fewer than any number has, and far from an overflow. */
  private static final int NO_FRACTION = -10_000;

  private final double[][] slopes;
  private final double[] weights;
  private final int width;

  /**
   * Makes a network.
   *
   * @param features the features that it is a function of
   * @param slopes one row a ramp, one column for each of the first features
   * @param weights one a ramp
   * @throws IllegalArgumentException if the shapes do not fit, or a sum could be rounded
   */
  public RampNetwork(FeatureMap features, double[][] slopes, double[] weights) {
    if (slopes.length == 0 || slopes.length != weights.length) {
      throw new IllegalArgumentException(Text.format(
          "%d ramps and %d weights; the numbers must be equal, and at least one",
          slopes.length, weights.length));
    }
    this.slopes = Arrays.stream(slopes).map(double[]::clone).toArray(double[][]::new);
    this.weights = weights.clone();
    width = slopes[0].length;
    if (width != features.loadSize() && width != features.size()) {
      throw new IllegalArgumentException(Text.format(
          "slopes over %d features; the space has %d or, in all, %d",
          width, features.loadSize(), features.size()));
    }
    for (int k = 0; k < slopes.length; k++) {
      if (slopes[k].length != width) {
        throw new IllegalArgumentException(Text.format(
            "ramp %d: slopes over %d features, ramp 0 over %d", k, slopes[k].length, width));
      }
    }
    checkExact(features);
  }

  private void checkExact(FeatureMap features) {
    double total = 0;
    int grid = 2 * NO_FRACTION;
    for (int k = 0; k < weights.length; k++) {
      double bound = features.bound(slopes[k]);
      int slopeGrid = fractionBits(slopes[k]);
      if (!(bound < Math.scalb(1.0, EXACT_BITS - slopeGrid))) {
        throw new IllegalArgumentException(
            Text.format("ramp %d: its sums need more than %d bits, and would be ", k, EXACT_BITS)
                + "rounded; quantize the coefficients");
      }
      total += Math.abs(weights[k]) * bound;
      grid = Math.max(grid, slopeGrid + fractionBits(weights[k]));
    }
    if (!(total < Math.scalb(1.0, EXACT_BITS - grid))) {
      throw new IllegalArgumentException(Text.format(
              "the sum of the ramps needs more than %d bits, and would be rounded; quantize the ",
              EXACT_BITS)
          + "coefficients");
    }
  }

  /**
   * Makes the network whose coefficients are closest to the given ones among those that are exact.
   *
   * @param features the features that it is a function of
   * @param slopes one row a ramp, one column for each of the first features
   * @param weights one a ramp
   */
  public static RampNetwork quantize(FeatureMap features, double[][] slopes, double[] weights) {
    int units = weights.length;
    double[][] coarseSlopes = new double[units][];
    int[] grids = new int[units];
    double[] bounds = new double[units];
    double total = 0;
    for (int k = 0; k < units; k++) {
      double bound = features.bound(slopes[k]);
      grids[k] = RAMP_BITS - exponent(bound);
      coarseSlopes[k] = new double[slopes[k].length];
      for (int j = 0; j < slopes[k].length; j++) {
        coarseSlopes[k][j] = round(slopes[k][j], grids[k]);
      }
      bounds[k] = features.bound(coarseSlopes[k]);
      total += Math.abs(weights[k]) * bounds[k];
    }
    // One bit to spare, for what rounding adds to the weights.
    int grid = EXACT_BITS - 1 - exponent(total);
    double[] coarseWeights = new double[units];
    for (int k = 0; k < units; k++) {
      coarseWeights[k] = round(weights[k], grid - grids[k]);
    }
    return new RampNetwork(features, coarseSlopes, coarseWeights);
  }

  private static double round(double value, int bits) {
    return Math.scalb(Math.rint(Math.scalb(value, bits)), -bits);
  }

  /** The smallest e with {@code value < 2^e}; for 0, that of the smallest normal number. */
  private static int exponent(double value) {
    return Math.max(Math.getExponent(value), Double.MIN_EXPONENT) + 1;
  }

  private static int fractionBits(double... values) {
    int bits = NO_FRACTION;
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(Text.format("coefficient %s; must be finite", value));
      }
      if (value != 0) {
        long mantissa = Double.doubleToRawLongBits(value) & ((1L << 52) - 1) | (1L << 52);
        int lowest = Math.getExponent(value) - 52 + Long.numberOfTrailingZeros(mantissa);
        bits = Math.max(bits, -lowest);
      }
    }
    return bits;
  }

  /** Returns the number of ramps. */
  public int ramps() {
    return weights.length;
  }

  /** Returns how many features, from the first on, the network sees. */
  public int width() {
    return width;
  }

  /** Returns the slope of a ramp for a feature. */
  public double slope(int ramp, int feature) {
    return slopes[ramp][feature];
  }

  /** Returns the slopes of a ramp: the array itself, which must not be changed. */
  double[] slopes(int ramp) {
    return slopes[ramp];
  }

  /** Returns the weight of a ramp. */
  public double weight(int ramp) {
    return weights[ramp];
  }

  /**
   * Returns the value at some features, in plain Java: bit-identical to the output of an inference
   * engine.
   *
   * @param features at least {@link #width} of them
   */
  public double value(double[] features) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      double input = 0;
      for (int j = 0; j < width; j++) {
        input += slopes[k][j] * features[j];
      }
      sum += weights[k] * Math.max(0, input);
    }
    return sum;
  }
}

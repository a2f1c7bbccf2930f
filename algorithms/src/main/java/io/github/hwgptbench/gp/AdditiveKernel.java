package io.github.hwgptbench.gp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A kernel of functions that are nearly sums over slots, such as the layers of a network, and whose
 * summands depend smoothly on where the slot is.
 *
 * <p>A point has common coordinates g, then one block of coordinates after the other, each with one
 * coordinate a slot; a block is a contrast of what the slots hold, 0 in a slot that is not there.
 * Blocks of one kind follow each other: a linear and a quadratic contrast. The function is
 *
 * <p>f(g, x) = b(g) + sum over blocks and slots of w(g, slot) x(slot),
 *
 * <p>where b is a Gaussian process with a Matern-5/2 kernel, and so is w: its covariance is the
 * product of one Matern-5/2 correlation over the common coordinates, and one of slots, which is the
 * sum of a variance that all slots share, one that neighbouring slots share (Matern-5/2 over the
 * relative position), and one of each slot alone. The quadratic contrast has the same, times a
 * factor.
 *
 * <p>The hyperparameters are the lengthscales of b and its variance, the lengthscales of w over the
 * common coordinates, and for each kind the shared variance, the smooth variance and its
 * lengthscale (in units of all slots), the own variance, and the factor of the quadratic contrast.
 */
public final class AdditiveKernel implements Kernel {

  private static final int OF_A_KIND = 5;
  private static final int CONTRASTS = 2;
  private static final int BASE_LENGTHSCALES = 0;
  private static final int MOST_COMMONS = 256;
  private static final int UNNUMBERED = -1;
  private static final int FIRST_CAPACITY = 16;

  private final int common;
  private final int kinds;
  private final int slots;
  private final List<Hyperparameter> hyperparameters;

  /**
   * Makes a kernel.
   *
   * @param common names of the common coordinates, which should span about 0 to 1
   * @param kinds names of what slots hold, such as {@code mlp_ratio}; two blocks each
   * @param slots number of slots, at least 1 if there are kinds
   */
  public AdditiveKernel(List<String> common, List<String> kinds, int slots) {
    this.common = common.size();
    this.kinds = kinds.size();
    this.slots = slots;
    List<Hyperparameter> all = new ArrayList<>();
    common.forEach(name -> all.add(prior("lengthscale of " + name, 1, 1)));
    all.add(prior("variance", 1, 1));
    common.forEach(name -> all.add(prior("lengthscale of effects over " + name, 1, 1)));
    double share = 0.01 / slots;
    for (String kind : kinds) {
      all.add(prior("shared variance of " + kind, share, 2));
      all.add(prior("smooth variance of " + kind, share, 2));
      all.add(prior("smooth lengthscale of " + kind, 0.5, 0.7));
      all.add(prior("own variance of " + kind, 0.1 * share, 2));
      all.add(prior("quadratic factor of " + kind, 0.05, 1.5));
    }
    this.hyperparameters = List.copyOf(all);
  }

  private static Hyperparameter prior(String name, double median, double logDeviation) {
    return new Hyperparameter(name, StrictMath.log(median), logDeviation);
  }

  @Override
  public int dimensions() {
    return common + kinds * CONTRASTS * slots;
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return hyperparameters;
  }

  @Override
  public Covariance with(double[] logs) {
    return new Additive(logs);
  }

  /**
   * What the effects of slots have in common, for one kind of thing that they hold.
   *
   * @param near correlations of the smooth part
   * @param change their derivatives by the logarithm of its lengthscale
   * @param all covariances of the linear contrast
   */
  private record SlotCovariance(
      double shared,
      double smooth,
      double own,
      double factor,
      double[][] near,
      double[][] change,
      double[][] all) {

    static SlotCovariance of(double[] values, int from, int slots) {
      double shared = values[from];
      double smooth = values[from + 1];
      double own = values[from + 3];
      double[][] near = new double[slots][slots];
      double[][] change = new double[slots][slots];
      double[][] all = new double[slots][slots];
      for (int i = 0; i < slots; i++) {
        for (int j = 0; j < slots; j++) {
          double r = Math.abs(i - j) / (double) Math.max(1, slots - 1) / values[from + 2];
          near[i][j] = MaternKernel.correlation(r);
          change[i][j] = MaternKernel.slope(r) * r * r;
          all[i][j] = shared + smooth * near[i][j] + (i == j ? own : 0);
        }
      }
      return new SlotCovariance(shared, smooth, own, values[from + 4], near, change, all);
    }
  }

  /**
   * A prepared point has the number of its common coordinates in a list of all that were seen, the
   * blocks, the blocks multiplied with the covariance of the slots, and the common coordinates. As
   * long as few combinations of these occur, their correlations are computed once.
   */
  private final class Additive implements Covariance {

    private final double[] values;
    private final SlotCovariance[] ofKinds = new SlotCovariance[kinds];
    private final int blocks = kinds * CONTRASTS;
    private final int width = blocks * slots;
    private final int commonsAt = 1 + 2 * width;
    private final List<double[]> commons = new ArrayList<>();
    /** By numbers of common coordinates, the larger one first; of b and of w. */
    private double[][] baseCorrelations = new double[0][];

    private double[][] effectCorrelations = new double[0][];

    Additive(double[] logs) {
      values = new double[logs.length];
      for (int p = 0; p < logs.length; p++) {
        values[p] = StrictMath.exp(logs[p]);
      }
      for (int kind = 0; kind < kinds; kind++) {
        ofKinds[kind] = SlotCovariance.of(values, firstOf(kind), slots);
      }
    }

    private int firstOf(int kind) {
      return 2 * common + 1 + kind * OF_A_KIND;
    }

    private double variance() {
      return values[common];
    }

    @Override
    public double[] prepare(double[] point) {
      double[] prepared = new double[commonsAt + common];
      prepared[0] = numberOfCommon(point);
      System.arraycopy(point, common, prepared, 1, width);
      System.arraycopy(point, 0, prepared, commonsAt, common);
      double[] negated = new double[slots];
      double[] product = new double[slots];
      for (int b = 0; b < blocks; b++) {
        SlotCovariance of = ofKinds[b / CONTRASTS];
        double scale = b % CONTRASTS == 1 ? of.factor : 1;
        for (int slot = 0; slot < slots; slot++) {
          negated[slot] = -scale * point[common + b * slots + slot];
          product[slot] = 0;
        }
        ScaledRows.subtract(product, 0, slots, negated, of.all, slots);
        System.arraycopy(product, 0, prepared, 1 + width + b * slots, slots);
      }
      return prepared;
    }

    private int numberOfCommon(double[] point) {
      for (int number = 0; number < commons.size(); number++) {
        if (Arrays.equals(commons.get(number), 0, common, point, 0, common)) {
          return number;
        }
      }
      int added = commons.size();
      if (added == MOST_COMMONS) {
        return UNNUMBERED;
      }
      commons.add(Arrays.copyOf(point, common));
      baseCorrelations = Arrays.copyOf(baseCorrelations, added + 1);
      effectCorrelations = Arrays.copyOf(effectCorrelations, added + 1);
      baseCorrelations[added] = new double[added + 1];
      effectCorrelations[added] = new double[added + 1];
      for (int other = 0; other <= added; other++) {
        double[] that = commons.get(other);
        baseCorrelations[added][other] =
            MaternKernel.correlation(distance(point, that, 0, BASE_LENGTHSCALES));
        effectCorrelations[added][other] =
            MaternKernel.correlation(distance(point, that, 0, effectLengthscales()));
      }
      return added;
    }

    private int effectLengthscales() {
      return common + 1;
    }

    /** The distance in lengthscales between common coordinates, which begin at an index. */
    private double distance(double[] a, double[] b, int from, int lengthscales) {
      double sum = 0;
      for (int d = 0; d < common; d++) {
        double difference = (a[from + d] - b[from + d]) / values[lengthscales + d];
        sum += difference * difference;
      }
      return Math.sqrt(sum);
    }

    private double effects(double[] a, double[] b) {
      double sum0 = 0;
      double sum1 = 0;
      double sum2 = 0;
      double sum3 = 0;
      int i = 1;
      int end = 1 + width;
      for (; i + 3 < end; i += 4) {
        sum0 += a[i] * b[i + width];
        sum1 += a[i + 1] * b[i + 1 + width];
        sum2 += a[i + 2] * b[i + 2 + width];
        sum3 += a[i + 3] * b[i + 3 + width];
      }
      for (; i < end; i++) {
        sum0 += a[i] * b[i + width];
      }
      return (sum0 + sum1) + (sum2 + sum3);
    }

    @Override
    public double of(double[] a, double[] b) {
      return of(a, b, effects(a, b));
    }

    private double of(double[] a, double[] b, double effects) {
      int larger = (int) Math.max(a[0], b[0]);
      int smaller = (int) Math.min(a[0], b[0]);
      if (smaller == UNNUMBERED) {
        double base = distance(a, b, commonsAt, BASE_LENGTHSCALES);
        double effect = distance(a, b, commonsAt, effectLengthscales());
        return variance() * MaternKernel.correlation(base)
            + MaternKernel.correlation(effect) * effects;
      }
      return variance() * baseCorrelations[larger][smaller]
          + effectCorrelations[larger][smaller] * effects;
    }

    @Override
    public ObservedPoints observed() {
      return new Transposed();
    }

    /**
     * Keeps the multiplied blocks by coordinate, so that all effects of a point are sums of rows.
     */
    private final class Transposed extends ObservedPoints {

      private final double[][] rows = new double[width][FIRST_CAPACITY];
      private final double[] scales = new double[width];
      private final double[][] used = new double[width][];

      Transposed() {
        super(Additive.this);
      }

      @Override
      public void add(double[] point) {
        int n = size();
        for (int d = 0; d < width; d++) {
          if (n == rows[d].length) {
            rows[d] = Arrays.copyOf(rows[d], 2 * n);
          }
          rows[d][n] = point[1 + width + d];
        }
        super.add(point);
      }

      @Override
      public void covariances(double[] target, double[] covariances) {
        int n = size();
        int count = 0;
        for (int d = 0; d < width; d++) {
          if (target[1 + d] != 0) {
            scales[count] = -target[1 + d];
            used[count++] = rows[d];
          }
        }
        Arrays.fill(covariances, 0, n, 0);
        ScaledRows.subtract(covariances, 0, n, scales, used, count);
        for (int i = 0; i < n; i++) {
          covariances[i] = of(target, get(i), covariances[i]);
        }
      }
    }

    @Override
    public double variance(double[] a) {
      return variance() + effects(a, a);
    }

    @Override
    public void gradient(double[][] prepared, double[][] weights, double[] gradient) {
      Parts[] parts = new Parts[prepared.length];
      for (int i = 0; i < parts.length; i++) {
        parts[i] = parts(prepared[i]);
      }
      for (int i = 0; i < parts.length; i++) {
        for (int j = 0; j <= i; j++) {
          add(parts[i], parts[j], i == j ? weights[i][i] : 2 * weights[i][j], gradient);
        }
      }
    }

    /** The blocks of a point, their sums, and their products with the smooth part. */
    private record Parts(
        double[] common, double[][] blocks, double[] sums, double[][] near, double[][] change) {}

    private Parts parts(double[] point) {
      double[][] all = new double[blocks][];
      double[] sums = new double[blocks];
      double[][] near = new double[blocks][];
      double[][] change = new double[blocks][];
      for (int b = 0; b < blocks; b++) {
        int from = 1 + b * slots;
        all[b] = Arrays.copyOfRange(point, from, from + slots);
        for (double value : all[b]) {
          sums[b] += value;
        }
        near[b] = product(ofKinds[b / CONTRASTS].near, all[b]);
        change[b] = product(ofKinds[b / CONTRASTS].change, all[b]);
      }
      return new Parts(Arrays.copyOfRange(point, commonsAt, point.length), all, sums, near, change);
    }

    private double[] product(double[][] matrix, double[] vector) {
      double[] product = new double[slots];
      for (int slot = 0; slot < slots; slot++) {
        product[slot] = DotProduct.of(matrix[slot], vector, slots);
      }
      return product;
    }

    private void add(Parts a, Parts b, double weight, double[] gradient) {
      double base = distance(a.common, b.common, 0, BASE_LENGTHSCALES);
      double effect = distance(a.common, b.common, 0, effectLengthscales());
      double scaled = weight * MaternKernel.correlation(effect);
      double effects = 0;
      for (int block = 0; block < blocks; block++) {
        SlotCovariance of = ofKinds[block / CONTRASTS];
        boolean quadratic = block % CONTRASTS == 1;
        double factor = quadratic ? of.factor : 1;
        int at = firstOf(block / CONTRASTS);
        double[] own = a.blocks[block];
        double shared = factor * of.shared * a.sums[block] * b.sums[block];
        double smooth = factor * of.smooth * DotProduct.of(own, b.near[block], slots);
        double moved = factor * of.smooth * DotProduct.of(own, b.change[block], slots);
        double alone = factor * of.own * DotProduct.of(own, b.blocks[block], slots);
        double all = shared + smooth + alone;
        gradient[at] += scaled * shared;
        gradient[at + 1] += scaled * smooth;
        gradient[at + 2] += scaled * moved;
        gradient[at + 3] += scaled * alone;
        gradient[at + 4] += quadratic ? scaled * all : 0;
        effects += all;
      }
      double ofBase = weight * variance();
      gradient[common] += ofBase * MaternKernel.correlation(base);
      double pull = ofBase * MaternKernel.slope(base);
      double push = weight * effects * MaternKernel.slope(effect);
      for (int d = 0; d < common; d++) {
        double difference = a.common[d] - b.common[d];
        double inBase = difference / values[d];
        double inEffect = difference / values[effectLengthscales() + d];
        gradient[d] += pull * inBase * inBase;
        gradient[effectLengthscales() + d] += push * inEffect * inEffect;
      }
    }
  }
}

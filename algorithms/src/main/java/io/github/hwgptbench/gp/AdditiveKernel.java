package io.github.hwgptbench.gp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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

  private final int common;
  private final int kinds;
  private final int slots;
  private final List<Hyperparameter> hyperparameters;

  /**
   * Makes a kernel.
   *
   * @param common names of the common coordinates, which should span about 0 to 1
   * @param kinds names of what slots hold, such as {@code mlp_ratio}; two blocks each
   * @param slots number of slots, at least 1
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

  /** What slots have in common, for one kind. */
  private record SlotCovariance(
      double shared, double smooth, double own, double factor, double[][] near, double[][] change) {

    static SlotCovariance of(double[] values, int from, int slots) {
      double[][] near = new double[slots][slots];
      double[][] change = new double[slots][slots];
      for (int i = 0; i < slots; i++) {
        for (int j = 0; j < slots; j++) {
          double r = Math.abs(i - j) / (double) Math.max(1, slots - 1) / values[from + 2];
          near[i][j] = MaternKernel.correlation(r);
          change[i][j] = MaternKernel.slope(r) * r * r;
        }
      }
      return new SlotCovariance(
          values[from], values[from + 1], values[from + 3], values[from + 4], near, change);
    }

    /** Multiplies the covariance of the slots with a block of a point. */
    void apply(double[] point, int from, double scale, double[] product, int to) {
      int slots = near.length;
      double sum = 0;
      for (int i = 0; i < slots; i++) {
        sum += point[from + i];
      }
      for (int i = 0; i < slots; i++) {
        double near = 0;
        for (int j = 0; j < slots; j++) {
          near += this.near[i][j] * point[from + j];
        }
        product[to + i] = scale * (shared * sum + smooth * near + own * point[from + i]);
      }
    }
  }

  /**
   * A prepared point has the common coordinates over the lengthscales of b, those over the
   * lengthscales of w, the blocks, and the blocks multiplied with the covariance of the slots.
   */
  private final class Additive implements Covariance {

    private final double[] values;
    private final SlotCovariance[] ofKinds = new SlotCovariance[kinds];
    private final int blocks = kinds * CONTRASTS * slots;
    private final int plain = 2 * common;
    private final int multiplied = plain + blocks;

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
      double[] prepared = new double[multiplied + blocks];
      for (int d = 0; d < common; d++) {
        prepared[d] = point[d] / values[d];
        prepared[common + d] = point[d] / values[common + 1 + d];
      }
      System.arraycopy(point, common, prepared, plain, blocks);
      for (int kind = 0; kind < kinds; kind++) {
        SlotCovariance covariance = ofKinds[kind];
        int at = kind * CONTRASTS * slots;
        covariance.apply(prepared, plain + at, 1, prepared, multiplied + at);
        at += slots;
        covariance.apply(prepared, plain + at, covariance.factor, prepared, multiplied + at);
      }
      return prepared;
    }

    private double effects(double[] a, double[] b) {
      double even = 0;
      double odd = 0;
      int i = plain;
      for (; i + 1 < multiplied; i += 2) {
        even += a[i] * b[i + blocks];
        odd += a[i + 1] * b[i + 1 + blocks];
      }
      if (i < multiplied) {
        even += a[i] * b[i + blocks];
      }
      return even + odd;
    }

    @Override
    public double of(double[] a, double[] b) {
      double base = Math.sqrt(MaternKernel.squaredDistance(a, b, 0, common));
      double effect = Math.sqrt(MaternKernel.squaredDistance(a, b, common, plain));
      return variance() * MaternKernel.correlation(base)
          + MaternKernel.correlation(effect) * effects(a, b);
    }

    @Override
    public double variance(double[] a) {
      return variance() + effects(a, a);
    }

    @Override
    public void gradient(double[][] prepared, double[][] weights, double[] gradient) {
      int n = prepared.length;
      double[][] near = new double[n][];
      double[][] change = new double[n][];
      double[][] sums = new double[n][];
      for (int i = 0; i < n; i++) {
        near[i] = each(prepared[i], it -> it.near);
        change[i] = each(prepared[i], it -> it.change);
        sums[i] = sums(prepared[i]);
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          double weight = i == j ? weights[i][i] : 2 * weights[i][j];
          add(prepared[i], prepared[j], sums[i], sums[j], near[j], change[j], weight, gradient);
        }
      }
    }

    private double[] each(double[] point, Function<SlotCovariance, double[][]> part) {
      double[] products = new double[blocks];
      for (int block = 0; block < kinds * CONTRASTS; block++) {
        double[][] matrix = part.apply(ofKinds[block / CONTRASTS]);
        int from = plain + block * slots;
        for (int i = 0; i < slots; i++) {
          double sum = 0;
          for (int j = 0; j < slots; j++) {
            sum += matrix[i][j] * point[from + j];
          }
          products[block * slots + i] = sum;
        }
      }
      return products;
    }

    private double[] sums(double[] point) {
      double[] sums = new double[kinds * CONTRASTS];
      for (int block = 0; block < sums.length; block++) {
        for (int slot = 0; slot < slots; slot++) {
          sums[block] += point[plain + block * slots + slot];
        }
      }
      return sums;
    }

    private void add(
        double[] a,
        double[] b,
        double[] sumsOfA,
        double[] sumsOfB,
        double[] nearB,
        double[] changeB,
        double weight,
        double[] gradient) {
      double base = Math.sqrt(MaternKernel.squaredDistance(a, b, 0, common));
      double pull = weight * variance() * MaternKernel.slope(base);
      gradient[common] += weight * variance() * MaternKernel.correlation(base);
      double effect = Math.sqrt(MaternKernel.squaredDistance(a, b, common, plain));
      double scaled = weight * MaternKernel.correlation(effect);
      double effects = 0;
      for (int block = 0; block < kinds * CONTRASTS; block++) {
        SlotCovariance of = ofKinds[block / CONTRASTS];
        boolean quadratic = block % CONTRASTS == 1;
        double factor = quadratic ? of.factor : 1;
        int at = firstOf(block / CONTRASTS);
        double shared = factor * of.shared * sumsOfA[block] * sumsOfB[block];
        double smooth = factor * of.smooth * dot(a, plain, nearB, block);
        double moved = factor * of.smooth * dot(a, plain, changeB, block);
        double own = factor * of.own * dot(a, b, block);
        gradient[at] += scaled * shared;
        gradient[at + 1] += scaled * smooth;
        gradient[at + 2] += scaled * moved;
        gradient[at + 3] += scaled * own;
        double all = shared + smooth + own;
        if (quadratic) {
          gradient[at + 4] += scaled * all;
        }
        effects += all;
      }
      double push = weight * MaternKernel.slope(effect) * effects;
      for (int d = 0; d < common; d++) {
        double difference = a[d] - b[d];
        gradient[d] += pull * difference * difference;
        difference = a[common + d] - b[common + d];
        gradient[common + 1 + d] += push * difference * difference;
      }
    }

    private double dot(double[] a, int from, double[] products, int block) {
      double sum = 0;
      int at = block * slots;
      for (int slot = 0; slot < slots; slot++) {
        sum += a[from + at + slot] * products[at + slot];
      }
      return sum;
    }

    private double dot(double[] a, double[] b, int block) {
      double sum = 0;
      int at = plain + block * slots;
      for (int slot = 0; slot < slots; slot++) {
        sum += a[at + slot] * b[at + slot];
      }
      return sum;
    }
  }
}

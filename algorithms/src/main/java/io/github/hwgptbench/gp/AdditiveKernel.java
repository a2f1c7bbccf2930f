package io.github.hwgptbench.gp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A kernel of functions that are nearly sums over slots, such as the layers of a network, and whose
 * summands depend smoothly on where the slot is.
 *
 * <p>A point has common coordinates g, then one block of coordinates after the other, each with one
 * coordinate a slot; a block is a contrast of the contents of the slots, 0 in a slot that is not
 * there. Blocks of one kind follow each other: a linear and a quadratic contrast. The function is
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

  /** So many points of all rows stay near the processor. */
  private static final int AT_A_TIME = 128;

  private final int common;
  private final int kinds;
  private final int slots;
  private final List<Hyperparameter> hyperparameters;

  /**
   * Makes a kernel.
   *
   * @param common names of the common coordinates, which should span about 0 to 1
   * @param kinds names of the contents of slots, such as {@code mlp_ratio}; two blocks each
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
   * What the common coordinates of two points have to do with each other.
   *
   * @param inBase differences in lengthscales of b
   * @param inEffect differences in lengthscales of w
   * @param base correlation of b
   * @param effect correlation of w
   * @param baseSlope {@link MaternKernel#slope} of b
   * @param effectSlope that of w
   */
  private record Relation(
      double[] inBase,
      double[] inEffect,
      double base,
      double effect,
      double baseSlope,
      double effectSlope) {

    static Relation of(double[] inBase, double[] inEffect) {
      double base = length(inBase);
      double effect = length(inEffect);
      return new Relation(
          inBase,
          inEffect,
          MaternKernel.correlation(base),
          MaternKernel.correlation(effect),
          MaternKernel.slope(base),
          MaternKernel.slope(effect));
    }

    private static double length(double[] differences) {
      double sum = 0;
      for (double difference : differences) {
        sum += difference * difference;
      }
      return Math.sqrt(sum);
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
    /** By numbers of common coordinates, the larger one first. */
    private Relation[][] relations = new Relation[0][];

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
      relations = Arrays.copyOf(relations, added + 1);
      relations[added] = new Relation[added + 1];
      for (int other = 0; other <= added; other++) {
        relations[added][other] = relation(point, commons.get(other), 0);
      }
      return added;
    }

    private Relation relation(double[] a, double[] b, int from) {
      return Relation.of(
          differences(a, b, from, BASE_LENGTHSCALES), differences(a, b, from, common + 1));
    }

    /** Differences in lengthscales of common coordinates, which begin at an index. */
    private double[] differences(double[] a, double[] b, int from, int lengthscales) {
      double[] differences = new double[common];
      for (int d = 0; d < common; d++) {
        differences[d] = (a[from + d] - b[from + d]) / values[lengthscales + d];
      }
      return differences;
    }

    private Relation relation(double[] a, double[] b) {
      int larger = (int) Math.max(a[0], b[0]);
      int smaller = (int) Math.min(a[0], b[0]);
      return smaller == UNNUMBERED ? relation(a, b, commonsAt) : relations[larger][smaller];
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
      Relation relation = relation(a, b);
      return variance() * relation.base + relation.effect * effects;
    }

    @Override
    public double[][] matrix(double[][] prepared) {
      double[][] products = columns(prepared, 1 + width, width);
      DotProducts effects = new DotProducts(width, prepared.length);
      double[][] matrix = new double[prepared.length][];
      for (int i = 0; i < matrix.length; i++) {
        matrix[i] = new double[i + 1];
        effects.of(prepared[i], 1, products, i, matrix[i]);
        for (int j = 0; j < i; j++) {
          matrix[i][j] = of(prepared[i], prepared[j], matrix[i][j]);
        }
        matrix[i][i] = variance(prepared[i]);
      }
      return matrix;
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
        covariances(new double[][] {target}, new double[][] {covariances});
      }

      @Override
      public void covariances(double[][] targets, double[][] covariances) {
        int n = size();
        double[][] scales = new double[targets.length][width];
        double[][][] used = new double[targets.length][width][];
        int[] counts = new int[targets.length];
        for (int t = 0; t < targets.length; t++) {
          for (int d = 0; d < width; d++) {
            if (targets[t][1 + d] != 0) {
              scales[t][counts[t]] = -targets[t][1 + d];
              used[t][counts[t]++] = rows[d];
            }
          }
          Arrays.fill(covariances[t], 0, n, 0);
        }
        for (int from = 0; from < n; from += AT_A_TIME) {
          for (int t = 0; t < targets.length; t++) {
            int to = Math.min(from + AT_A_TIME, n);
            ScaledRows.subtract(covariances[t], from, to, scales[t], used[t], counts[t]);
          }
        }
        for (int t = 0; t < targets.length; t++) {
          for (int i = 0; i < n; i++) {
            covariances[t][i] = of(targets[t], get(i), covariances[t][i]);
          }
        }
      }
    }

    @Override
    public double variance(double[] a) {
      return variance() + effects(a, a);
    }

    @Override
    public void gradient(double[][] prepared, double[][] weights, double[] gradient) {
      DotProducts products = new DotProducts(slots, prepared.length);
      Block[] all = new Block[blocks];
      for (int b = 0; b < blocks; b++) {
        all[b] = new Block(b, prepared, products);
      }
      for (int i = 0; i < prepared.length; i++) {
        for (Block block : all) {
          block.meet(i, prepared[i], products);
        }
        for (int j = 0; j <= i; j++) {
          double effects = 0;
          double weight = i == j ? weights[i][i] : 2 * weights[i][j];
          Relation relation = relation(prepared[i], prepared[j]);
          for (Block block : all) {
            effects += block.add(i, j, weight * relation.effect, gradient);
          }
          addOfCommon(relation, weight, effects, gradient);
        }
      }
    }

    private void addOfCommon(Relation relation, double weight, double effects, double[] gradient) {
      double ofBase = weight * variance();
      gradient[common] += ofBase * relation.base;
      double pull = ofBase * relation.baseSlope;
      double push = weight * effects * relation.effectSlope;
      for (int d = 0; d < common; d++) {
        double inBase = relation.inBase[d];
        double inEffect = relation.inEffect[d];
        gradient[d] += pull * inBase * inBase;
        gradient[common + 1 + d] += push * inEffect * inEffect;
      }
    }

    /** A block of all points, and what it adds to the gradient. */
    private final class Block {

      private final int at;
      private final boolean quadratic;
      private final int from;
      private final double shared;
      private final double smooth;
      private final double own;
      private final double[][] values;
      /** Products of each point with the smooth part, and with its change, by slot and point. */
      private final double[][] near = new double[slots][];

      private final double[][] change = new double[slots][];
      /** The sum over slots of each point. */
      private final double[] sums;
      /** Of one point with those before it. */
      private final double[] nearOfPair;

      private final double[] changeOfPair;
      private final double[] ownOfPair;

      Block(int block, double[][] prepared, DotProducts products) {
        int n = prepared.length;
        SlotCovariance of = ofKinds[block / CONTRASTS];
        at = firstOf(block / CONTRASTS);
        quadratic = block % CONTRASTS == 1;
        from = 1 + block * slots;
        double factor = quadratic ? of.factor : 1;
        shared = factor * of.shared;
        smooth = factor * of.smooth;
        own = factor * of.own;
        values = columns(prepared, from, slots);
        sums = new double[n];
        for (int slot = 0; slot < slots; slot++) {
          near[slot] = new double[n];
          change[slot] = new double[n];
          products.of(of.near[slot], 0, values, n, near[slot]);
          products.of(of.change[slot], 0, values, n, change[slot]);
          for (int i = 0; i < n; i++) {
            sums[i] += values[slot][i];
          }
        }
        nearOfPair = new double[n];
        changeOfPair = new double[n];
        ownOfPair = new double[n];
      }

      /** Multiplies a point with all up to itself. */
      void meet(int i, double[] point, DotProducts products) {
        products.of(point, from, near, i + 1, nearOfPair);
        products.of(point, from, change, i + 1, changeOfPair);
        products.of(point, from, values, i + 1, ownOfPair);
      }

      /** Adds what a pair has to do with this block, and returns its covariance of effects. */
      double add(int i, int j, double weight, double[] gradient) {
        double ofShared = shared * sums[i] * sums[j];
        double ofSmooth = smooth * nearOfPair[j];
        double ofOwn = own * ownOfPair[j];
        double all = ofShared + ofSmooth + ofOwn;
        gradient[at] += weight * ofShared;
        gradient[at + 1] += weight * ofSmooth;
        gradient[at + 2] += weight * (smooth * changeOfPair[j]);
        gradient[at + 3] += weight * ofOwn;
        gradient[at + 4] += quadratic ? weight * all : 0;
        return all;
      }
    }
  }

  /** Returns coordinates {@code from} to {@code from + count - 1} of points, one row each. */
  private static double[][] columns(double[][] points, int from, int count) {
    double[][] columns = new double[count][points.length];
    for (int i = 0; i < points.length; i++) {
      for (int d = 0; d < count; d++) {
        columns[d][i] = points[i][from + d];
      }
    }
    return columns;
  }
}

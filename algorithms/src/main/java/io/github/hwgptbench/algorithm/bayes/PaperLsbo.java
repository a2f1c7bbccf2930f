package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.gp.GaussianProcess;
import io.github.hwgptbench.gp.StandardNormal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The LSBO baseline of the authors: Syne Tune's single-objective Bayesian optimisation of the sum
 * of the objectives.
 *
 * <p>What differs from what one would do:
 *
 * <ul>
 *   <li>All weights are 1, and one process models the sum, rather than one each the objectives.
 *   <li>Of 250 random genotypes the one with the smallest value drawn for it alone is refined: the
 *       expected improvement is climbed in the relaxed one-hot space, and the end is rounded to a
 *       genotype. If that was seen, the one before is taken.
 *   <li>Above 500 observations the model sees the best quarter and random others.
 *   <li>Genes are unordered categories, and inactive ones count.
 * </ul>
 *
 * <p>The authors scale objectives by the range over their data; here it is the range over what was
 * seen. Their quasi-Newton method in the box is a projected gradient method here.
 */
final class PaperLsbo extends PaperSearch {

  private static final int CANDIDATES = 250;
  private static final int MOST = 500;
  private static final int STEPS = 50;
  private static final int HALVINGS = 20;
  private static final double JITTER = 0.01;

  private final OneHotEncoding encoding;
  private final FittedModels models;

  PaperLsbo(SearchTask task, int initial, double growth, RandomGenerator random) {
    super(task.space(), task.objectives(), initial, random);
    this.encoding = PaperPriors.encoding(task.space());
    this.models = new FittedModels(encoding, 1, PaperPriors.NOISE, growth);
  }

  @Override
  int[] suggest() {
    double[] sums = sums();
    List<Integer> kept = kept(sums);
    models.learn(
        sums.length,
        kept.stream().map(index -> observations().get(index).genes()).toList(),
        new double[][] {kept.stream().mapToDouble(index -> sums[index]).toArray()});
    List<int[]> candidates = unseen(CANDIDATES);
    int[] drawn = candidates.get(0);
    double least = Double.POSITIVE_INFINITY;
    for (int[] candidate : candidates) {
      Models.Expectation expected = models.expect(candidate);
      double draw = expected.means()[0] + expected.deviations()[0] * normal();
      if (draw < least) {
        least = draw;
        drawn = candidate;
      }
    }
    int[] refined = encoding.decode(climb(encoding.encode(drawn)));
    return seen(refined) ? drawn : refined;
  }

  private double[] sums() {
    List<Observation> all = observations();
    double[] sums = new double[all.size()];
    int objectives = all.get(0).objectives().length;
    for (int j = 0; j < objectives; j++) {
      int objective = j;
      double[] values =
          all.stream().mapToDouble(it -> it.objectives()[objective]).toArray();
      double least = Arrays.stream(values).min().orElseThrow();
      double range = Arrays.stream(values).max().orElseThrow() - least;
      for (int i = 0; i < sums.length; i++) {
        sums[i] += range > 0 ? (values[i] - least) / range : 0;
      }
    }
    return sums;
  }

  private List<Integer> kept(double[] sums) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      order.add(i);
    }
    if (sums.length <= MOST) {
      return order;
    }
    order.sort(Comparator.comparingDouble(index -> sums[index]));
    for (int i = MOST / 4; i < MOST; i++) {
      Collections.swap(order, i, i + random().nextInt(order.size() - i));
    }
    return order.subList(0, MOST);
  }

  /** Climbs the expected improvement within 0 to 1, halving steps that do not help. */
  private double[] climb(double[] start) {
    ObjectiveModel model = models.get(0);
    double incumbent = Arrays.stream(model.fitted()).min().orElseThrow();
    double[] point = start;
    double value = improvement(model.predict(point), incumbent);
    double length = 1;
    for (int step = 0; step < STEPS; step++) {
      double[] uphill = uphill(model, point, incumbent);
      double largest = Arrays.stream(uphill).map(Math::abs).max().orElse(0);
      if (!(largest > 0)) {
        return point;
      }
      boolean better = false;
      for (int halving = 0; halving < HALVINGS && !better; halving++) {
        double[] next = new double[point.length];
        for (int d = 0; d < next.length; d++) {
          next[d] = Math.max(0, Math.min(1, point[d] + length * uphill[d] / largest));
        }
        double reached = improvement(model.predict(next), incumbent);
        better = reached > value;
        if (better) {
          point = next;
          value = reached;
        }
        length *= better ? 2 : 0.5;
      }
      if (!better) {
        return point;
      }
    }
    return point;
  }

  private static double improvement(GaussianProcess.Prediction prediction, double incumbent) {
    double deviation = prediction.deviation();
    double gain = incumbent - JITTER - prediction.mean();
    return deviation > 0
        ? deviation * StandardNormal.shortfall(gain / deviation)
        : Math.max(0, gain);
  }

  /**
   * The gradient: less the probability times the mean's, plus the density times the deviation's.
   */
  private static double[] uphill(ObjectiveModel model, double[] point, double incumbent) {
    GaussianProcess.Prediction prediction = model.predict(point);
    double deviation = prediction.deviation();
    double[] uphill = new double[point.length];
    if (!(deviation > 0)) {
      return uphill;
    }
    double t = (incumbent - JITTER - prediction.mean()) / deviation;
    GaussianProcess.Slopes slopes = model.slopes(point);
    for (int d = 0; d < uphill.length; d++) {
      uphill[d] = -StandardNormal.cumulative(t) * slopes.mean()[d]
          + StandardNormal.density(t) * slopes.variance()[d] / (2 * deviation);
    }
    return uphill;
  }
}

package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.gp.Hyperparameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The EHVI baseline of the authors: BoTorch's noisy-sample acquisition over independent models,
 * through Syne Tune.
 *
 * <p>What keeps it from searching:
 *
 * <ul>
 *   <li>The acquisition maximises, but objectives that are minimised are handed to it as they are:
 *       the sign is changed only where a list of modes equals the word {@code min}, which a list
 *       never does.
 *   <li>The reference point is 2 in each objective, and objectives are scaled to 0 to 1. Nothing
 *       that could be reached is above 2, so the improvement is 0 in every sample and so is its
 *       gradient. What is suggested is one of the random points that the search for a maximum
 *       begins with.
 *   <li>The front is that of the subset of observations that a model sees.
 *   <li>Genes are unordered categories, inactive ones count, and the maximum is sought between the
 *       genotypes and rounded.
 * </ul>
 *
 * <p>Objectives have noise of 0.001 added before scaling; above 200 observations the models see a
 * random 200. Improvements are means over 128 normal samples (of a generator here, of a Sobol
 * sequence there). Where the improvement is 0 no gradient step is taken, for there is no gradient.
 * The prior of each hyperparameter is the log-normal one with the mean and the variance of the
 * logarithm that the authors' gamma prior has. Their warping of coordinates moves neither 0 nor 1,
 * and is left out.
 */
final class PaperEhvi extends PaperSearch {

  private static final Hyperparameter LENGTHSCALE =
      new Hyperparameter("lengthscale", -0.869, 0.628);
  private static final Hyperparameter VARIANCE = new Hyperparameter("variance", 2.320, 0.803);
  private static final Hyperparameter NOISE = new Hyperparameter("noise variance", 2.572, 1.197);
  private static final int SUBSET = 200;
  private static final int STARTS = 100;
  private static final int SAMPLES = 128;
  private static final double REFERENCE = 2;
  private static final double JITTER = 1e-3;

  private final int objectives;
  private final OneHotEncoding encoding;
  private final FittedModels models;

  PaperEhvi(SearchTask task, int initial, double growth, RandomGenerator random) {
    super(task.space(), task.objectives(), initial, random);
    this.objectives = task.objectives();
    this.encoding = new OneHotEncoding(task.space(), LENGTHSCALE, VARIANCE);
    this.models = new FittedModels(encoding, objectives, NOISE, growth);
  }

  @Override
  int[] suggest() {
    List<Observation> subset = subset();
    double[][] values = scaled(subset);
    models.learn(observations().size(), subset.stream().map(Observation::genes).toList(), values);
    double[][] front = rows(values);
    int[] suggestion = best(starts(), front);
    return seen(suggestion) ? best(unseen(STARTS), front) : suggestion;
  }

  private List<Observation> subset() {
    List<Observation> subset = new ArrayList<>(observations());
    if (subset.size() >= SUBSET) {
      for (int i = 0; i < SUBSET; i++) {
        Collections.swap(subset, i, i + random().nextInt(subset.size() - i));
      }
      subset.subList(SUBSET, subset.size()).clear();
    }
    return subset;
  }

  /** One array an objective, with noise, from 0 to 1. */
  private double[][] scaled(List<Observation> subset) {
    double[][] values = new double[objectives][];
    for (int j = 0; j < objectives; j++) {
      int objective = j;
      double[] noisy = subset.stream()
          .mapToDouble(it -> it.objectives()[objective] + JITTER * normal())
          .toArray();
      double least = Arrays.stream(noisy).min().orElseThrow();
      double range = Arrays.stream(noisy).max().orElseThrow() - least;
      values[j] =
          Arrays.stream(noisy).map(it -> range > 0 ? (it - least) / range : 0).toArray();
    }
    return values;
  }

  /** What maximises dominates what is smaller, so all signs change for our front. */
  private static double[][] rows(double[][] values) {
    double[][] rows = new double[values[0].length][values.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < values.length; j++) {
        rows[i][j] = -values[j][i];
      }
    }
    return rows;
  }

  private List<int[]> starts() {
    List<int[]> starts = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      double[] point = new double[encoding.kernel().dimensions()];
      for (int d = 0; d < point.length; d++) {
        point[d] = random().nextDouble();
      }
      starts.add(encoding.decode(point));
    }
    return starts;
  }

  private int[] best(List<int[]> genotypes, double[][] front) {
    double[][] draws = new double[SAMPLES][objectives];
    for (double[] draw : draws) {
      for (int j = 0; j < objectives; j++) {
        draw[j] = normal();
      }
    }
    double[] reference = new double[objectives];
    Arrays.fill(reference, -REFERENCE);
    ExpectedHypervolumeImprovement gain = new ExpectedHypervolumeImprovement(front, reference);
    int[] best = genotypes.get(0);
    double most = 0;
    for (int[] genes : genotypes) {
      double improvement = improvement(genes, draws, gain);
      if (improvement > most) {
        most = improvement;
        best = genes;
      }
    }
    return best;
  }

  private double improvement(int[] genes, double[][] draws, ExpectedHypervolumeImprovement gain) {
    Models.Expectation expected = models.expect(genes);
    double[] certain = new double[objectives];
    double sum = 0;
    for (double[] draw : draws) {
      double[] sample = new double[objectives];
      boolean gains = true;
      for (int j = 0; j < objectives; j++) {
        sample[j] = -(expected.means()[j] + expected.deviations()[j] * draw[j]);
        gains &= sample[j] < -REFERENCE;
      }
      sum += gains ? gain.value(sample, certain) : 0;
    }
    return sum / SAMPLES;
  }
}

package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.SearchTask;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The RSBO baseline of the authors: Syne Tune's multi-objective random scalarizations.
 *
 * <p>What differs from its name:
 *
 * <ul>
 *   <li>The weights are drawn anew for each suggestion, but with the same seed, so that they never
 *       change. They are uniform in 0 to 1, and do not add up to 1.
 *   <li>Only 250 random genotypes are looked at, and the best of them is taken as it is.
 *   <li>Only 3 evaluations come before the first model, since the setting that asks for more is
 *       swallowed.
 *   <li>Genes are unordered categories, and inactive ones count.
 * </ul>
 *
 * <p>Each genotype is ranked among the 250 by the lower confidence bound of each objective, half a
 * standard deviation below the mean; the least weighted sum of ranks wins. The flat prior of
 * inverse lengthscales is a wide log-normal one here, and so is that of the noise.
 */
final class PaperRsbo extends PaperSearch {

  private static final int CANDIDATES = 250;
  private static final double CONFIDENCE = 0.5;

  private final double[] weights;
  private final FittedModels models;

  PaperRsbo(SearchTask task, int initial, double growth, RandomGenerator random) {
    super(task.space(), task.objectives(), initial, random);
    this.weights = random.doubles(task.objectives()).toArray();
    this.models = new FittedModels(
        PaperPriors.encoding(task.space()), task.objectives(), PaperPriors.NOISE, growth);
  }

  @Override
  int[] suggest() {
    List<Observation> all = observations();
    double[][] values = new double[weights.length][];
    for (int j = 0; j < values.length; j++) {
      int objective = j;
      values[j] = all.stream().mapToDouble(it -> it.objectives()[objective]).toArray();
    }
    models.learn(all.size(), all.stream().map(Observation::genes).toList(), values);
    List<int[]> candidates = unseen(CANDIDATES);
    double[][] bounds = new double[weights.length][CANDIDATES];
    for (int i = 0; i < CANDIDATES; i++) {
      Models.Expectation expected = models.expect(candidates.get(i));
      for (int j = 0; j < weights.length; j++) {
        bounds[j][i] = expected.means()[j] - CONFIDENCE * expected.deviations()[j];
      }
    }
    double[] scores = new double[CANDIDATES];
    for (int j = 0; j < weights.length; j++) {
      double[] sorted = Arrays.stream(bounds[j]).sorted().distinct().toArray();
      for (int i = 0; i < CANDIDATES; i++) {
        int rank = Arrays.binarySearch(sorted, bounds[j][i]) + 1;
        scores[i] += weights[j] * rank / sorted.length;
      }
    }
    int best = 0;
    for (int i = 1; i < CANDIDATES; i++) {
      best = scores[i] < scores[best] ? i : best;
    }
    return candidates.get(best);
  }
}

package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.problem.Fidelities;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * What an evaluation of a genotype is expected to gain per unit of cost, at the fidelity where that
 * is most.
 *
 * <p>Hypervolumes are of objectives at the highest fidelity, as the models expect them. To an
 * evaluation at a fidelity counts the front of what was evaluated there or higher, so that the
 * fidelity is a further objective (Irshad, Karsch and Döpp 2021, <i>Expected hypervolume
 * improvement for simultaneous multi-objective and multi-fidelity optimization</i>,
 * arXiv:2112.13901). At the highest fidelity the gain is the expected improvement of that front. At
 * a lower one it is what the improvement is expected to grow by once the evaluation has changed the
 * expected values of the genotype: a knowledge gradient (Frazier, Powell and Dayanik 2009; with
 * fidelities and several objectives, Daulton, Balandat and Bakshy 2023, <i>Hypervolume knowledge
 * gradient</i>), in which the evaluation tells of its own genotype only. Where the models are sure
 * of what a lower fidelity would tell, nothing is gained there.
 *
 * <p>The cost is that of going on from the highest fidelity that the genotype was proposed at.
 */
final class FidelityGain implements AcquisitionSearch.Scoring {

  private final Models models;
  private final Fidelities fidelities;
  private final ToIntFunction<int[]> before;
  /** One per fidelity. */
  private final List<ExpectedHypervolumeImprovement> improvements;

  private final Map<IntBuffer, Integer> best = new HashMap<>();
  private double highestScore = Double.NEGATIVE_INFINITY;

  /**
   * Prepares the fronts.
   *
   * @param evaluated genotypes, each with its fidelity behind the genes, that hold all constraints
   * @param reachable what the models expect at others, for the reference point; may be empty
   * @param before returns the highest fidelity that a genotype was proposed at; -1 for none
   */
  FidelityGain(
      Models models,
      Fidelities fidelities,
      List<int[]> evaluated,
      double[][] reachable,
      ToIntFunction<int[]> before) {
    this.models = models;
    this.fidelities = fidelities;
    this.before = before;
    double[][] means = evaluated.stream()
        .map(it -> models.means(FidelityEncoding.genes(it)))
        .toArray(double[][]::new);
    double[] reference = FrontRange.of(means, reachable).reference();
    this.improvements = IntStream.range(0, fidelities.size())
        .mapToObj(level -> new ExpectedHypervolumeImprovement(
            IntStream.range(0, means.length)
                .filter(i -> FidelityEncoding.fidelity(evaluated.get(i)) >= level)
                .mapToObj(i -> means[i])
                .toArray(double[][]::new),
            reference))
        .toList();
  }

  /** Returns the logarithm of the gain per cost, of the fidelity where it is most. */
  @Override
  public double score(int[] genes, Models.Expectation expected) {
    int highest = fidelities.highest();
    int from = before.applyAsInt(genes);
    double most = improvements.get(highest).score(expected.means(), expected.deviations())
        - logCost(highest, from);
    int level = highest;
    for (int lower = from + 1; lower < highest; lower++) {
      double cost = logCost(lower, from);
      // An evaluation can't tell more than all there is to know; most genotypes end here.
      double bound = improvements.get(lower).score(expected.means(), expected.deviations()) - cost;
      if (bound > most && bound + expected.logFeasibility() > highestScore) {
        double score = StrictMath.log(growth(lower, genes, expected.means())) - cost;
        if (score > most) {
          most = score;
          level = lower;
        }
      }
    }
    best.put(IntBuffer.wrap(genes), level);
    double score = most + expected.logFeasibility();
    highestScore = Math.max(highestScore, score);
    return score;
  }

  private double logCost(int level, int from) {
    return StrictMath.log(fidelities.cost(level, from));
  }

  /** What an evaluation at a lower fidelity adds to the expected improvement. */
  private double growth(int level, int[] genes, double[] means) {
    ExpectedHypervolumeImprovement improvement = improvements.get(level);
    double[] changes = models.changes(genes, FidelityEncoding.at(genes, level));
    return Math.max(
        0, improvement.value(means, changes) - improvement.value(means, new double[means.length]));
  }

  /** Returns the fidelity where the gain per cost of a genotype that was scored is most. */
  int fidelity(int[] genes) {
    return best.getOrDefault(IntBuffer.wrap(genes), fidelities.highest());
  }
}

package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Prior;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.pareto.HypervolumeSubset;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is known of another problem. Evaluations with an objective that is NaN or infinite are left
 * out.
 *
 * @param shared indices of the objectives that are those of the searched problem
 * @param observations at least one
 */
record PriorObservations(Set<Integer> shared, List<Observation> observations) {

  private static final double BEYOND_THE_FRONT = 0.1;

  /** Returns those of all priors that know anything. */
  static List<PriorObservations> of(SearchTask task) {
    return task.priors().stream()
        .map(prior -> of(prior, task))
        .filter(prior -> !prior.observations.isEmpty())
        .toList();
  }

  private static PriorObservations of(Prior prior, SearchTask task) {
    FiniteValues finite = new FiniteValues(task.objectives());
    return new PriorObservations(
        prior.shared(),
        prior.evaluations().stream()
            .filter(it -> Arrays.stream(it.objectives()).allMatch(Double::isFinite))
            .map(it -> observation(it, finite, task.space()))
            .toList());
  }

  private static Observation observation(
      Evaluation evaluation, FiniteValues finite, GenotypeSpace space) {
    int[] genes = evaluation.candidate().genes();
    space.canonicalize(genes);
    return new Observation(
        genes, finite.of(evaluation.objectives()), evaluation.margins(), evaluation.feasible());
  }

  /** Returns these with as many observations as there is room for, those nearest to the front. */
  PriorObservations nearestToTheFront(int room) {
    return new PriorObservations(shared, Observation.nearestToTheFront(observations, room));
  }

  /**
   * Returns feasible genotypes of the fronts of priors, first the one that adds most hypervolume,
   * then the one that adds most to that, and so on. The objectives of each prior are normalised to
   * the range of its front, with a reference point a tenth of that beyond, and all fronts are then
   * seen as points of one problem.
   *
   * @param most how many genotypes at most
   * @return canonical genotypes, without repetition
   */
  static List<int[]> front(List<PriorObservations> priors, int most) {
    List<int[]> genotypes = new ArrayList<>();
    List<double[]> points = new ArrayList<>();
    for (PriorObservations prior : priors) {
      List<Observation> feasible =
          prior.observations.stream().filter(Observation::feasible).toList();
      if (!feasible.isEmpty()) {
        FrontRange range = FrontRange.of(
            feasible.stream().map(Observation::objectives).toArray(double[][]::new),
            new double[0][]);
        for (Observation member : Observation.nondominated(feasible)) {
          genotypes.add(member.genes());
          points.add(normalized(member.objectives(), range));
        }
      }
    }
    TreeSet<int[]> chosen = new TreeSet<>(Arrays::compare);
    List<int[]> best = new ArrayList<>();
    for (int index : inOrder(points, (long) most * priors.size())) {
      if (best.size() < most && chosen.add(genotypes.get(index))) {
        best.add(genotypes.get(index));
      }
    }
    return best;
  }

  private static int[] inOrder(List<double[]> points, long most) {
    if (points.isEmpty()) {
      return new int[0];
    }
    double[] reference = new double[points.get(0).length];
    Arrays.fill(reference, 1 + BEYOND_THE_FRONT);
    int count = (int) Math.min(points.size(), most);
    return HypervolumeSubset.greedy(points.toArray(double[][]::new), reference, count);
  }

  private static double[] normalized(double[] values, FrontRange range) {
    double[] normalized = new double[values.length];
    Arrays.setAll(normalized, j -> (values[j] - range.ideal()[j]) / range.range()[j]);
    return normalized;
  }
}

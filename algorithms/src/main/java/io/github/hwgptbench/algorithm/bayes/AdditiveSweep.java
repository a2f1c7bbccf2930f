package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Finds the genotypes with the smallest expected weighted sum of the objectives, for many weights.
 * Genes outside of {@link Slots}, and those that decide whether others are active, make up a body.
 * Where the effects of the other genes add up once the body is fixed, as by {@link LinearEncoding},
 * each of them has its best level whatever the others are, so that the result is exact.
 */
final class AdditiveSweep {

  private static final int WEIGHTS = 50;
  private static final int MOST_BODIES = 200;

  private final GenotypeSpace space;
  private final RandomGenerator random;
  private final int[] body;
  private final int[] others;

  AdditiveSweep(GenotypeSpace space, RandomGenerator random) {
    this.space = space;
    this.random = random;
    boolean[] inBody = new boolean[space.size()];
    Slots slots = Slots.of(space);
    if (slots.count() > 0) {
      Arrays.stream(slots.common()).forEach(gene -> inBody[gene] = true);
    }
    IntStream.range(0, space.size())
        .mapToObj(space::activation)
        .flatMap(Optional::stream)
        .forEach(activation -> inBody[activation.gene()] = true);
    this.body = IntStream.range(0, space.size()).filter(gene -> inBody[gene]).toArray();
    this.others = IntStream.range(0, space.size()).filter(gene -> !inBody[gene]).toArray();
  }

  /**
   * Sweeps.
   *
   * @param front genotypes whose bodies are looked at in any case
   * @param everywhere whether to look at the other bodies too, at 200 of them at most
   * @return canonical genotypes, without repetition
   */
  List<int[]> best(Models models, List<int[]> front, boolean everywhere) {
    List<double[]> weights = weights(models);
    TreeSet<int[]> best = new TreeSet<>(Arrays::compare);
    for (int[] center : centers(front, everywhere)) {
      sweep(center, models, weights, best);
    }
    return List.copyOf(best);
  }

  /** The ends, then weights drawn from the flat Dirichlet distribution. */
  private List<double[]> weights(Models models) {
    int objectives = models.objectives();
    List<double[]> weights = new ArrayList<>();
    for (int j = 0; j < objectives; j++) {
      double[] end = new double[objectives];
      end[j] = 1;
      weights.add(end);
    }
    while (objectives > 1 && weights.size() < WEIGHTS) {
      weights.add(RandomScalarization.weights(objectives, random));
    }
    return weights;
  }

  private List<int[]> centers(List<int[]> front, boolean everywhere) {
    TreeSet<int[]> bodies = new TreeSet<>((a, b) -> {
      int order = 0;
      for (int i = 0; i < body.length && order == 0; i++) {
        order = Integer.compare(a[body[i]], b[body[i]]);
      }
      return order;
    });
    bodies.addAll(front);
    if (everywhere) {
      all(new int[space.size()], 0, bodies);
    }
    return List.copyOf(bodies);
  }

  private void all(int[] genes, int from, TreeSet<int[]> bodies) {
    if (bodies.size() >= MOST_BODIES) {
      return;
    }
    if (from == body.length) {
      int[] canonical = genes.clone();
      space.canonicalize(canonical);
      bodies.add(canonical);
      return;
    }
    for (int level = 0; level < space.levels(body[from]); level++) {
      genes[body[from]] = level;
      all(genes, from + 1, bodies);
    }
  }

  private void sweep(int[] center, Models models, List<double[]> weights, TreeSet<int[]> best) {
    int[] active =
        Arrays.stream(others).filter(gene -> space.active(center, gene)).toArray();
    double[][][] means = Arrays.stream(active)
        .mapToObj(gene -> IntStream.range(0, space.levels(gene))
            .mapToObj(level -> {
              int[] changed = center.clone();
              changed[gene] = level;
              return models.means(changed);
            })
            .toArray(double[][]::new))
        .toArray(double[][][]::new);
    double[] scales = models.scales();
    for (double[] weight : weights) {
      int[] genes = center.clone();
      for (int i = 0; i < active.length; i++) {
        double least = Double.POSITIVE_INFINITY;
        for (int level = 0; level < means[i].length; level++) {
          double sum = 0;
          for (int j = 0; j < weight.length; j++) {
            sum += weight[j] * means[i][level][j] / scales[j];
          }
          if (sum < least) {
            least = sum;
            genes[active[i]] = level;
          }
        }
      }
      best.add(genes);
    }
  }
}

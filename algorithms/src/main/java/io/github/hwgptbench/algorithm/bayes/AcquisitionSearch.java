package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.pareto.CrowdingDistance;
import io.github.hwgptbench.pareto.NondominatedSorting;
import io.github.hwgptbench.space.GenotypeSpace;
import java.math.BigInteger;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the genotype with the best acquisition, among genotypes that are real at all times: an
 * evolution under the models, which goes on where the last search ended, then hill climbing, one
 * gene at a time, from the best.
 *
 * <p>The evolution selects, as NSGA-II does, by what the objectives may reach (expected value less
 * one standard deviation). So its population lies along the front of the models, whatever the
 * acquisition wants this time, and the acquisition decides among all that was looked at.
 */
final class AcquisitionSearch {

  private static final int CLIMBS = 3;
  private static final int THOROUGH = 4;

  private static final double LOG_HALF = StrictMath.log(0.5);

  private final GenotypeSpace space;
  private final RandomGenerator random;
  private final int population;
  private final int generations;
  private final int climb;
  private final boolean singlePhenotype;
  private final @Nullable AdditiveSweep sweep;
  private List<int[]> survivors = new ArrayList<>();

  /**
   * Makes a search.
   *
   * @param population size of the population
   * @param generations of the evolution in each search
   * @param climb how many genotypes to look at in the hill climbing of each search
   * @param sweep finds genotypes that the evolution starts from too; null for none
   */
  AcquisitionSearch(
      GenotypeSpace space,
      RandomGenerator random,
      int population,
      int generations,
      int climb,
      @Nullable AdditiveSweep sweep) {
    this.space = space;
    this.random = random;
    this.population = population;
    this.generations = generations;
    this.climb = climb;
    this.sweep = sweep;
    this.singlePhenotype = space.distinct().equals(BigInteger.ONE);
  }

  /**
   * A genotype with what is expected of it.
   *
   * @param reach of each objective, the expected value less one standard deviation
   * @param doubt the sum of the standard deviations
   * @param logFeasibility logarithm of the probability that all constraints hold
   * @param score by the acquisition; NaN where the genotype is not free
   */
  private record Judged(
      int[] genes, double[] reach, double doubt, double logFeasibility, double score) {

    /** The reach, and as one more criterion how improbable it is that all constraints hold. */
    double[] reachAndInfeasibility() {
      double[] criteria = Arrays.copyOf(reach, reach.length + 1);
      criteria[reach.length] = -logFeasibility;
      return criteria;
    }

    boolean free() {
      return !Double.isNaN(score);
    }
  }

  /** How promising it is to evaluate a genotype. */
  @FunctionalInterface
  interface Scoring {

    /**
     * Returns the score, of which more is better; negative infinity where nothing is to be gained.
     *
     * @param expected what the models expect of it
     */
    double score(int[] genes, Models.Expectation expected);

    /** Scores by an acquisition, weighted with the probability that all constraints hold. */
    static Scoring of(Acquisition acquisition) {
      return (genes, expected) ->
          acquisition.score(expected.means(), expected.deviations()) + expected.logFeasibility();
    }
  }

  private static final Comparator<Judged> BEST_FIRST = Comparator.comparingDouble(Judged::score)
      .thenComparingDouble(Judged::doubt)
      .reversed();

  /**
   * Searches.
   *
   * @param front genotypes that are the best so far; their neighbours are looked at
   * @param free returns which genotypes may be returned
   * @param thoroughly whether to spend four times the generations, for models that have changed
   * @return the best that was looked at, nothing if none of that is free
   */
  Optional<int[]> search(
      Models models,
      Scoring scoring,
      List<int[]> front,
      Predicate<int[]> free,
      boolean thoroughly) {
    Map<IntBuffer, Judged> judged = new HashMap<>();
    Judge judge = genotypes -> {
      Map<IntBuffer, int[]> unknown = new LinkedHashMap<>();
      for (int[] genes : genotypes) {
        IntBuffer key = IntBuffer.wrap(genes);
        if (!judged.containsKey(key)) {
          unknown.putIfAbsent(key, genes);
        }
      }
      Iterator<Models.Expectation> expected =
          models.expect(List.copyOf(unknown.values())).iterator();
      unknown.forEach((key, genes) ->
          judged.put(key, judge(genes, expected.next(), scoring, free.test(genes))));
      return genotypes.stream().map(genes -> judged.get(IntBuffer.wrap(genes))).toList();
    };
    List<int[]> begin = begin(front);
    if (sweep != null) {
      begin.addAll(sweep.best(models, front, thoroughly));
    }
    List<Judged> parents = survive(judge.of(begin).stream().distinct().toList());
    for (int generation = 0; generation < (thoroughly ? THOROUGH : 1) * generations; generation++) {
      List<int[]> children = new ArrayList<>();
      for (int i = 0; i < population; i++) {
        children.add(child(parents));
      }
      parents = survive(Stream.concat(parents.stream(), judge.of(children).stream())
          .distinct()
          .toList());
    }
    survivors = parents.stream().map(Judged::genes).toList();
    List<Judged> best = judged.values().stream()
        .filter(Judged::free)
        .sorted(BEST_FIRST.thenComparing(Judged::genes, Arrays::compare))
        .limit(CLIMBS)
        .toList();
    return best.stream()
        .map(start -> climb(start, judge, climb / best.size()))
        .min(BEST_FIRST)
        .map(Judged::genes);
  }

  /**
   * Returns the expected objectives of those genotypes that the last search ended with and that
   * probably hold all constraints, one row each.
   */
  double[][] reachable(Models models) {
    return models.expect(survivors).stream()
        .filter(Models.Expectation::likelyFeasible)
        .map(Models.Expectation::means)
        .toArray(double[][]::new);
  }

  @FunctionalInterface
  private interface Judge {
    List<Judged> of(List<int[]> genotypes);
  }

  private static Judged judge(
      int[] genes, Models.Expectation expected, Scoring scoring, boolean free) {
    double[] reach = new double[expected.means().length];
    double doubt = 0;
    for (int j = 0; j < reach.length; j++) {
      reach[j] = expected.means()[j] - expected.deviations()[j];
      doubt += expected.deviations()[j];
    }
    double score = free ? scoring.score(genes, expected) : Double.NaN;
    return new Judged(genes, reach, doubt, expected.logFeasibility(), score);
  }

  private List<int[]> begin(List<int[]> front) {
    List<int[]> begin = new ArrayList<>(survivors);
    begin.addAll(front);
    for (int i = 0; i < population / 2; i++) {
      begin.add(mutant(front.get(random.nextInt(front.size()))));
    }
    int fresh = survivors.isEmpty() ? population : population / 10;
    for (int i = 0; i < fresh; i++) {
      begin.add(space.sample(random));
    }
    return begin;
  }

  /**
   * Selects among what probably holds all constraints, and apart from that among the rest, half as
   * many at least. The latter are those for which no other is better in all objectives and more
   * probably feasible too: the way from one feasible region to another, and how far each objective
   * would reach if the models are wrong about the constraints.
   */
  private List<Judged> survive(List<Judged> all) {
    List<Judged> likely =
        all.stream().filter(judged -> judged.logFeasibility >= LOG_HALF).toList();
    List<Judged> unlikely =
        all.stream().filter(judged -> !(judged.logFeasibility >= LOG_HALF)).toList();
    List<Judged> chosen = new ArrayList<>(select(likely, Judged::reach, population));
    chosen.addAll(select(
        unlikely,
        Judged::reachAndInfeasibility,
        Math.max(population / 2, population - chosen.size())));
    return chosen;
  }

  private static List<Judged> select(
      List<Judged> all, Function<Judged, double[]> criteria, int population) {
    if (all.size() <= population) {
      return all;
    }
    double[][] points = all.stream().map(criteria).toArray(double[][]::new);
    List<Judged> chosen = new ArrayList<>(population);
    for (int[] front : NondominatedSorting.fronts(points)) {
      int room = population - chosen.size();
      if (front.length <= room) {
        for (int index : front) {
          chosen.add(all.get(index));
        }
        continue;
      }
      double[] crowding = CrowdingDistance.of(
          Arrays.stream(front).mapToObj(index -> points[index]).toArray(double[][]::new));
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < front.length; i++) {
        order.add(i);
      }
      order.sort(Comparator.comparingDouble(i -> -crowding[i]));
      order.subList(0, room).forEach(i -> chosen.add(all.get(front[i])));
      break;
    }
    return chosen;
  }

  private int[] child(List<Judged> parents) {
    int[] child = parents.get(random.nextInt(parents.size())).genes.clone();
    if (random.nextBoolean()) {
      int[] other = parents.get(random.nextInt(parents.size())).genes;
      for (int gene = 0; gene < child.length; gene++) {
        if (random.nextBoolean()) {
          child[gene] = other[gene];
        }
      }
    }
    return mutant(child);
  }

  /** Changes one active gene, and with falling probability more; nothing if none can change. */
  private int[] mutant(int[] genes) {
    int[] mutant = genes.clone();
    space.canonicalize(mutant);
    if (singlePhenotype) {
      return mutant;
    }
    do {
      int gene;
      do {
        gene = random.nextInt(mutant.length);
      } while (!space.active(mutant, gene));
      int levels = space.levels(gene);
      if (levels > 1) {
        mutant[gene] = (mutant[gene] + 1 + random.nextInt(levels - 1)) % levels;
        space.canonicalize(mutant);
      }
    } while (random.nextInt(3) == 0);
    return mutant;
  }

  private Judged climb(Judged start, Judge judge, int looks) {
    Judged best = start;
    int left = looks;
    boolean improved = true;
    while (improved && left > 0) {
      improved = false;
      List<int[]> neighbors = space.neighbors(best.genes);
      for (int i = 0; i < neighbors.size() && left > 0; i++) {
        left--;
        Collections.swap(neighbors, i, i + random.nextInt(neighbors.size() - i));
        Judged next = judge.of(List.of(neighbors.get(i))).get(0);
        if (next.free() && BEST_FIRST.compare(next, best) < 0) {
          best = next;
          improved = true;
          break;
        }
      }
    }
    return best;
  }
}

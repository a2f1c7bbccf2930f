package io.github.hwgptbench.algorithm.tpe;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.Proposals;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The tree-structured Parzen estimator (Bergstra et al. 2011), for several objectives (Ozaki et al.
 * 2022) and jointly over the genes (Falkner et al. 2018), as Optuna 5.0 has it with
 * {@code multivariate=True, group=True}: a density of the better tenth of what was evaluated and
 * one of the rest; of some draws from the first, the one is proposed whose density in the first is
 * the largest multiple of that in the second. What is pending counts among the rest.
 *
 * <p>Genes are categories, as they are for those who write {@code suggest_categorical}. Groups of
 * genes that are inactive together are drawn apart, each from the evaluations in which it is
 * active.
 */
final class TreeParzenSearch implements Optimizer {

  private static final double BETTER = 0.1;
  private static final int MOST_BETTER = 25;
  /** As many of the latest evaluations have the full weight. */
  private static final int FULL_WEIGHT = 25;

  private final GenotypeSpace space;
  private final boolean oneObjective;
  private final int startup;
  private final int draws;
  private final boolean repeats;
  private final RandomGenerator random;
  private final Proposals proposals;
  private final GeneGroups groups;
  private final List<int[]> genotypes = new ArrayList<>();
  private final List<Evaluation> evaluations = new ArrayList<>();

  /**
   * Begins a search.
   *
   * @param startup how many random genotypes to evaluate first
   * @param draws how many draws to compare for each group of genes
   * @param repeats whether a phenotype may be proposed again
   */
  TreeParzenSearch(
      SearchTask task, int startup, int draws, boolean repeats, RandomGenerator random) {
    this.space = task.space();
    this.oneObjective = task.objectives() == 1;
    this.startup = startup;
    this.draws = draws;
    this.repeats = repeats;
    this.random = random;
    this.proposals = new Proposals(space);
    this.groups = new GeneGroups(space);
  }

  @Override
  public List<Candidate> ask(int atMost) {
    Proposals.checkAsked(atMost);
    List<Candidate> candidates = new ArrayList<>();
    while (candidates.size() < atMost && proposals.count() < startup) {
      candidates.add(proposals.add(fresh()));
    }
    if (candidates.isEmpty()) {
      candidates.add(proposals.add(evaluations.size() < startup ? fresh() : promising()));
    }
    return candidates;
  }

  private int[] fresh() {
    return repeats ? space.sample(random) : proposals.sampleNew(random);
  }

  @Override
  public void tell(List<Evaluation> told) {
    for (Evaluation evaluation : proposals.tell(told)) {
      int[] genes = evaluation.candidate().genes();
      groups.see(genes);
      genotypes.add(genes);
      evaluations.add(evaluation);
    }
  }

  @Override
  public void learn(int[] genes, double[] objectives, double[] margins) {
    int[] canonical = genes.clone();
    space.canonicalize(canonical);
    tell(List.of(proposals.adopt(canonical, objectives, margins)));
  }

  /** The densities of the better evaluations and of all others, over the genes of a group. */
  record Densities(int[] genes, ParzenEstimator better, ParzenEstimator others) {

    /** Returns draws from the density of the better ones, the most promising first. */
    private List<int[]> draw(int draws, RandomGenerator random) {
      List<int[]> drawn = new ArrayList<>();
      double[] ratios = new double[draws];
      for (int i = 0; i < draws; i++) {
        int[] sample = better.sample(random);
        drawn.add(sample);
        ratios[i] = better.logDensity(sample) - others.logDensity(sample);
      }
      return IntStream.range(0, draws)
          .boxed()
          .sorted(Comparator.comparingDouble(i -> -ratios[i]))
          .map(drawn::get)
          .toList();
    }
  }

  private int[] promising() {
    List<int[]> ranked = new ArrayList<>();
    for (int i = 0; i < draws; i++) {
      int[] genes = new int[space.size()];
      Arrays.setAll(genes, gene -> random.nextInt(space.levels(gene)));
      ranked.add(genes);
    }
    for (Densities densities : densities()) {
      List<int[]> drawn = densities.draw(draws, random);
      for (int i = 0; i < draws; i++) {
        for (int g = 0; g < densities.genes.length; g++) {
          ranked.get(i)[densities.genes[g]] = drawn.get(i)[g];
        }
      }
    }
    ranked.forEach(space::canonicalize);
    return repeats
        ? ranked.get(0)
        : ranked.stream()
            .filter(proposals::isNew)
            .findFirst()
            .orElseGet(() -> proposals.sampleNew(random));
  }

  /** Returns which evaluations are the better ones, by their indices, ascending. */
  int[] better() {
    int count = (int) Math.ceil(BETTER * evaluations.size());
    return Split.best(evaluations, oneObjective ? Math.min(count, MOST_BETTER) : count);
  }

  /** Returns the densities over each group of genes. */
  List<Densities> densities() {
    Set<Integer> best = Arrays.stream(better()).boxed().collect(Collectors.toSet());
    List<int[]> better = new ArrayList<>();
    List<int[]> others = new ArrayList<>();
    for (int i = 0; i < genotypes.size(); i++) {
      (best.contains(i) ? better : others).add(genotypes.get(i));
    }
    others.addAll(proposals.pending());
    return groups.groups().stream()
        .map(group -> densities(group, better, others))
        .toList();
  }

  private Densities densities(int[] group, List<int[]> better, List<int[]> others) {
    List<int[]> ofBetter = levels(group, better);
    List<int[]> ofOthers = levels(group, others);
    int[] counts = Arrays.stream(group).map(space::levels).toArray();
    return new Densities(
        group,
        new ParzenEstimator(
            counts, ofBetter, oneObjective ? fading(ofBetter.size()) : even(ofBetter.size())),
        new ParzenEstimator(counts, ofOthers, fading(ofOthers.size())));
  }

  /** Returns the levels of a group in those genotypes in which it is active. */
  private List<int[]> levels(int[] group, List<int[]> genotypes) {
    return genotypes.stream()
        .filter(genes -> Arrays.stream(group).allMatch(gene -> space.active(genes, gene)))
        .map(genes -> Arrays.stream(group).map(gene -> genes[gene]).toArray())
        .toList();
  }

  private static double[] even(int count) {
    double[] weights = new double[count];
    Arrays.fill(weights, 1);
    return weights;
  }

  /** The latest have the weight 1, and before them it falls evenly to 1/count for the first. */
  static double[] fading(int count) {
    double[] weights = even(count);
    int ramp = count - FULL_WEIGHT;
    double least = 1.0 / Math.max(1, count);
    for (int i = 0; i < ramp; i++) {
      weights[i] = ramp == 1 ? least : least + (1 - least) * i / (ramp - 1);
    }
    return weights;
  }
}

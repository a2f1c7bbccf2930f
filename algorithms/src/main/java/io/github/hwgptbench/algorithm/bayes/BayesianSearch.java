package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.Proposals;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Bayesian optimisation: evaluates a first design, models every objective with a Gaussian process,
 * and then evaluates what an acquisition promises most of, one genotype after the other.
 *
 * <p>The first design has genotypes that are given, the lowest level of every gene, the highest
 * level of every gene, and random genotypes. On problems with constraints, up to half of the design
 * are the lowest genotype with one other level of a gene that is not of a slot, such as the width:
 * constraints can split a space into regions, of which random genotypes miss those that are
 * feasible in a thin corner only, and what objectives and constraints are in each region is seen
 * best there. A {@link Learner} decides what is modelled. No phenotype is proposed twice before all
 * have been, unless a {@link Repetition} decides so.
 *
 * <p>An objective that is NaN or infinite counts as the worst finite value of that objective so far
 * (the best for negative infinity), and such a genotype is never on the front.
 */
final class BayesianSearch implements Optimizer {

  private final GenotypeSpace space;
  private final int initial;
  private final boolean constrained;
  private final AcquisitionRule rule;
  private final AcquisitionSearch search;
  private final Repetition repetition;
  private final RandomGenerator random;
  private final Learner learner;
  private final List<int[]> design;
  private final Proposals proposals;
  private final List<Observation> observations = new ArrayList<>();
  private final FiniteValues objectives;
  private final FiniteValues margins;

  /**
   * Creates a search.
   *
   * @param first canonical genotypes that the first design begins with
   * @param initial how many evaluations there are in the first design
   */
  BayesianSearch(
      SearchTask task,
      Learner learner,
      List<int[]> first,
      int initial,
      AcquisitionRule rule,
      AcquisitionSearch search,
      Repetition repetition,
      RandomGenerator random) {
    this.space = task.space();
    this.initial = initial;
    this.constrained = task.constraints() > 0;
    this.rule = rule;
    this.search = search;
    this.repetition = repetition;
    this.random = random;
    this.learner = learner;
    this.proposals = new Proposals(space);
    this.design = Stream.concat(first.stream(), ownDesign().stream()).toList();
    this.objectives = new FiniteValues(task.objectives());
    this.margins = new FiniteValues(task.constraints());
  }

  private List<int[]> ownDesign() {
    int[] lowest = new int[space.size()];
    int[] highest = new int[space.size()];
    for (int gene = 0; gene < highest.length; gene++) {
      highest[gene] = space.levels(gene) - 1;
    }
    List<int[]> first = new ArrayList<>();
    first.add(lowest);
    first.add(highest);
    if (constrained) {
      first.addAll(corners(lowest));
    }
    first.forEach(space::canonicalize);
    return first;
  }

  /** A genotype with each other level of each gene that is common to all slots. */
  private List<int[]> corners(int[] lowest) {
    Slots slots = Slots.of(space);
    List<int[]> corners = new ArrayList<>();
    for (int gene : slots.count() == 0 ? new int[0] : slots.common()) {
      for (int level = 1; level < space.levels(gene); level++) {
        int[] corner = lowest.clone();
        corner[gene] = level;
        corners.add(corner);
      }
    }
    return corners.subList(0, Math.min(corners.size(), initial / 2));
  }

  @Override
  public List<Candidate> ask(int atMost) {
    Proposals.checkAsked(atMost);
    List<Candidate> candidates = new ArrayList<>();
    while (candidates.size() < atMost && proposals.count() < initial) {
      candidates.add(proposals.add(ofDesign()));
    }
    if (candidates.isEmpty()) {
      candidates.add(
          proposals.add(observations.isEmpty() ? proposals.sampleNew(random) : promising()));
    }
    return candidates;
  }

  private int[] ofDesign() {
    return design.stream()
        .filter(proposals::isNew)
        .findFirst()
        .orElseGet(() -> proposals.sampleNew(random));
  }

  @Override
  public void tell(List<Evaluation> evaluations) {
    for (Evaluation evaluation : proposals.tell(evaluations)) {
      int[] genes = evaluation.candidate().genes();
      observations.add(observation(genes, evaluation));
    }
  }

  @Override
  public void learn(int[] genes, double[] objectives, double[] margins) {
    int[] canonical = genes.clone();
    space.canonicalize(canonical);
    tell(List.of(proposals.adopt(canonical, objectives, margins)));
  }

  private Observation observation(int[] genes, Evaluation evaluation) {
    double[] values = evaluation.objectives();
    boolean finite = Arrays.stream(values).allMatch(Double::isFinite);
    return new Observation(
        genes,
        objectives.of(values),
        margins.of(evaluation.margins()),
        finite && evaluation.feasible());
  }

  private int[] promising() {
    boolean anew = learner.learn(observations);
    Models models = learner.models();
    List<int[]> pending = proposals.pending();
    pending.forEach(models::pretend);
    try {
      // What is pending counts as evaluated, or the same improvement would be promised again.
      Stream<double[]> awaited = pending.stream()
          .map(models::expect)
          .filter(Models.Expectation::likelyFeasible)
          .map(Models.Expectation::means);
      double[][] known = Stream.concat(Arrays.stream(learner.known(observations)), awaited)
          .toArray(double[][]::new);
      Acquisition acquisition = known.length == 0
          ? (means, deviations) -> 0
          : rule.next(known, constrained ? search.reachable(models) : new double[0][], random);
      return search
          .search(
              models,
              AcquisitionSearch.Scoring.of(acquisition),
              Observation.front(observations),
              proposals::isNew,
              anew)
          .map(found ->
              repetition.instead(models, observations, pending, found, random).orElse(found))
          .orElseGet(() -> proposals.sampleNew(random));
    } finally {
      pending.forEach(genes -> models.removeLast());
    }
  }
}

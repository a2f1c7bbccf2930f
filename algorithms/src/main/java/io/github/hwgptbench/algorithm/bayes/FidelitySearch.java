package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.Proposals;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.pareto.NondominatedSorting;
import io.github.hwgptbench.problem.Fidelities;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Bayesian optimisation with models over genotypes and fidelities ({@link FidelityEncoding}). A
 * first design is evaluated at a lower fidelity. Then one evaluation at the highest fidelity and a
 * few at the lower one take turns. For the highest, that genotype is chosen whose values there are
 * expected to add most to the front of what was evaluated there, whether it was evaluated at the
 * lower one before or not. For the lower one, a new genotype is chosen whose values at the highest
 * fidelity are expected to add most to the front of all that was evaluated at any.
 *
 * <p>The lower fidelity is the highest of which the evaluations between two at the highest cost a
 * given share of one at the highest together, and at least the lowest.
 */
final class FidelitySearch implements Optimizer {

  private final SearchTask task;
  private final Fidelities fidelities;
  private final int lower;
  private final int lowerPerHighest;
  private final int initial;
  private final AcquisitionRule rule;
  private final AcquisitionSearch search;
  private final RandomGenerator random;
  private final Learner learner;
  private final Proposals proposals;
  private final List<Observation> observations = new ArrayList<>();
  private final FiniteValues objectives;
  private final FiniteValues margins;
  /** Genes and fidelity by the number of the candidate. */
  private final Map<Long, int[]> pending = new LinkedHashMap<>();
  /** What was proposed at the highest fidelity. */
  private final Set<IntBuffer> atHighest = new HashSet<>();

  private long turn;

  FidelitySearch(
      SearchTask task,
      Learner learner,
      int lowerPerHighest,
      double share,
      int initial,
      AcquisitionRule rule,
      AcquisitionSearch search,
      RandomGenerator random) {
    this.task = task;
    this.fidelities = task.fidelities();
    this.lowerPerHighest = lowerPerHighest;
    this.lower = lower(fidelities, share / lowerPerHighest);
    this.initial = initial;
    this.rule = rule;
    this.search = search;
    this.random = random;
    this.learner = learner;
    this.proposals = new Proposals(task.space());
    this.objectives = new FiniteValues(task.objectives());
    this.margins = new FiniteValues(task.constraints());
  }

  /** Returns the highest level below the highest that costs at most so much, or the lowest. */
  static int lower(Fidelities fidelities, double cost) {
    int lower = 0;
    while (lower + 1 < fidelities.highest() && fidelities.cost(lower + 1) <= cost) {
      lower++;
    }
    return lower;
  }

  @Override
  public List<Candidate> ask(int atMost) {
    Proposals.checkAsked(atMost);
    List<Candidate> candidates = new ArrayList<>();
    while (candidates.size() < atMost && proposals.count() < initial) {
      int[] genes =
          proposals.newEnds().stream().findFirst().orElseGet(() -> proposals.sampleNew(random));
      candidates.add(propose(genes, false));
    }
    if (candidates.isEmpty()) {
      boolean highest = turn++ % (1 + lowerPerHighest) == 0;
      candidates.add(propose(
          observations.isEmpty() ? proposals.sampleNew(random) : promising(highest), highest));
    }
    return candidates;
  }

  private Candidate propose(int[] genes, boolean highest) {
    Candidate candidate = highest ? proposals.add(genes) : proposals.add(genes, lower);
    if (highest) {
      atHighest.add(IntBuffer.wrap(genes));
    }
    pending.put(candidate.number(), withFidelity(candidate));
    return candidate;
  }

  private int[] withFidelity(Candidate candidate) {
    return FidelityEncoding.at(
        candidate.genes(), Math.min(candidate.fidelity(), fidelities.highest()));
  }

  @Override
  public void tell(List<Evaluation> evaluations) {
    for (Evaluation evaluation : proposals.tell(evaluations)) {
      pending.remove(evaluation.candidate().number());
      double[] values = evaluation.objectives();
      observations.add(new Observation(
          withFidelity(evaluation.candidate()),
          objectives.of(values),
          margins.of(evaluation.margins()),
          Arrays.stream(values).allMatch(Double::isFinite) && evaluation.feasible()));
    }
  }

  @Override
  public void learn(int[] genes, double[] objectives, double[] margins) {
    int[] canonical = genes.clone();
    task.space().canonicalize(canonical);
    atHighest.add(IntBuffer.wrap(canonical));
    tell(List.of(proposals.adopt(canonical, objectives, margins)));
  }

  private boolean ofHighest(int[] withFidelity) {
    return withFidelity[withFidelity.length - 1] == fidelities.highest();
  }

  private int[] promising(boolean highest) {
    boolean anew = learner.learn(observations);
    Models models = learner.models();
    Collection<int[]> awaited = List.copyOf(pending.values());
    awaited.forEach(models::pretend);
    try {
      double[][] known = Stream.concat(
              observations.stream().filter(Observation::feasible).map(Observation::genes),
              awaited.stream().filter(it -> likelyFeasible(models, it)))
          .filter(it -> !highest || ofHighest(it))
          .map(it -> models.means(FidelityEncoding.genes(it)))
          .toArray(double[][]::new);
      // Before anything is known at the highest fidelity, any improvement there will do.
      Acquisition acquisition = known.length == 0
          ? (means, deviations) -> 0
          : rule.next(
              known,
              task.constraints() > 0 || highest ? search.reachable(models) : new double[0][],
              random);
      return search
          .search(
              models,
              acquisition,
              front(models),
              highest ? it -> !atHighest.contains(IntBuffer.wrap(it)) : proposals::isNew,
              anew)
          .orElseGet(() -> proposals.sampleNew(random));
    } finally {
      awaited.forEach(it -> models.removeLast());
    }
  }

  private static boolean likelyFeasible(Models models, int[] withFidelity) {
    return models.expect(FidelityEncoding.genes(withFidelity)).likelyFeasible();
  }

  /** The genes of what is expected to be non-dominated at the highest fidelity. */
  private List<int[]> front(Models models) {
    List<int[]> feasible = observations.stream()
        .filter(Observation::feasible)
        .map(it -> FidelityEncoding.genes(it.genes()))
        .toList();
    List<int[]> all = feasible.isEmpty()
        ? observations.stream().map(it -> FidelityEncoding.genes(it.genes())).toList()
        : feasible;
    double[][] means = all.stream().map(models::means).toArray(double[][]::new);
    return Arrays.stream(NondominatedSorting.fronts(means).get(0))
        .mapToObj(all::get)
        .toList();
  }
}

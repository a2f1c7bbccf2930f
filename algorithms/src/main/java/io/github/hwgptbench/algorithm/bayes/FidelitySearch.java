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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Bayesian optimisation with models over genotypes and fidelities ({@link FidelityEncoding}). A
 * first design is evaluated at the lowest fidelity. Then the genotype and the fidelity are chosen
 * of which an evaluation is expected to gain most per unit of cost ({@link FidelityGain}).
 */
final class FidelitySearch implements Optimizer {

  private final SearchTask task;
  private final Fidelities fidelities;
  private final int initial;
  private final AcquisitionSearch search;
  private final RandomGenerator random;
  private final Learner learner;
  private final Proposals proposals;
  private final List<Observation> observations = new ArrayList<>();
  private final FiniteValues objectives;
  private final FiniteValues margins;
  /** Genes and fidelity by the number of the candidate. */
  private final Map<Long, int[]> pending = new LinkedHashMap<>();
  /** The highest fidelity that a genotype was proposed at. */
  private final Map<IntBuffer, Integer> levels = new HashMap<>();

  FidelitySearch(
      SearchTask task,
      Learner learner,
      int initial,
      AcquisitionSearch search,
      RandomGenerator random) {
    this.task = task;
    this.fidelities = task.fidelities();
    this.initial = initial;
    this.search = search;
    this.random = random;
    this.learner = learner;
    this.proposals = new Proposals(task.space());
    this.objectives = new FiniteValues(task.objectives());
    this.margins = new FiniteValues(task.constraints());
  }

  @Override
  public List<Candidate> ask(int atMost) {
    Proposals.checkAsked(atMost);
    List<Candidate> candidates = new ArrayList<>();
    while (candidates.size() < atMost && proposals.count() < initial) {
      int[] genes =
          proposals.newEnds().stream().findFirst().orElseGet(() -> proposals.sampleNew(random));
      candidates.add(propose(genes, 0));
    }
    if (candidates.isEmpty()) {
      candidates.add(
          observations.isEmpty() ? propose(proposals.sampleNew(random), 0) : promising());
    }
    return candidates;
  }

  private Candidate propose(int[] genes, int level) {
    Candidate candidate =
        level == fidelities.highest() ? proposals.add(genes) : proposals.add(genes, level);
    levels.merge(IntBuffer.wrap(genes), level, Math::max);
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
    levels.put(IntBuffer.wrap(canonical), fidelities.highest());
    tell(List.of(proposals.adopt(canonical, objectives, margins)));
  }

  private int level(int[] genes) {
    return levels.getOrDefault(IntBuffer.wrap(genes), -1);
  }

  private Candidate promising() {
    boolean anew = learner.learn(observations);
    Models models = learner.models();
    Collection<int[]> awaited = List.copyOf(pending.values());
    awaited.forEach(models::pretend);
    try {
      List<int[]> evaluated = Stream.concat(
              observations.stream().filter(Observation::feasible).map(Observation::genes),
              awaited.stream().filter(it -> likelyFeasible(models, it)))
          .toList();
      double[][] reachable = task.constraints() > 0 ? search.reachable(models) : new double[0][];
      // Before anything is feasible, what most probably is so has to be found.
      FidelityGain gain = evaluated.isEmpty()
          ? null
          : new FidelityGain(models, fidelities, evaluated, reachable, this::level);
      return search
          .search(
              models,
              gain == null ? (genes, expected) -> expected.logFeasibility() : gain,
              front(models),
              it -> level(it) < (gain == null ? 0 : fidelities.highest()),
              anew)
          .map(genes -> propose(genes, gain == null ? 0 : gain.fidelity(genes)))
          .orElseGet(() -> propose(proposals.sampleNew(random), fidelities.highest()));
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
    return Arrays.stream(NondominatedSorting.firstFront(means))
        .mapToObj(all::get)
        .toList();
  }
}

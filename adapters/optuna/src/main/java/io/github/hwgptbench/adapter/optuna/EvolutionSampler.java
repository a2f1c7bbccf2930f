package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.pareto.CrowdingDistance;
import io.github.hwgptbench.pareto.NondominatedSorting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * NSGA-II (Deb et al. 2002) over parameters of any kind, one trial at a time: the best of all
 * complete trials are the parents, feasible before infeasible, by front and then by crowding
 * distance. Parents are chosen by binary tournaments on the same; a child has each parameter of
 * either, and one on average is changed, numbers to others nearby.
 *
 * <p>All that it knows is in the trials of the study, so it goes on with those of others.
 */
final class EvolutionSampler implements Sampler {

  private static final int PARENTS = 50;
  private static final double CROSSOVER = 0.9;

  private final RandomGenerator random;
  private final FoundSpace found = new FoundSpace();
  private final FinishedTrials finished = new FinishedTrials();
  /** From the best on. */
  private List<Parent> parents = List.of();

  /**
   * A complete trial.
   *
   * @param objectives minimised
   * @param violation 0 if feasible
   */
  private record Parent(FrozenTrial trial, double[] objectives, double violation) {}

  EvolutionSampler(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public synchronized Map<String, Object> sampleRelative(
      Study study, FrozenTrial trial, SamplingTask task) {
    List<FrozenTrial> trials = study.trials();
    learn(finished.news(trials), study);
    if (parents.size() < PARENTS) {
      return Map.of();
    }
    Map<String, Distribution> params = task.spaceOr(() -> found.of(trials)).distributions();
    return child(params);
  }

  private void learn(List<FrozenTrial> news, Study study) {
    List<Parent> all = new ArrayList<>(parents);
    for (FrozenTrial trial : news) {
      if (trial.completeWith(study.directions().size())) {
        all.add(new Parent(trial, study.minimized(trial.values()), trial.totalViolation()));
      }
    }
    if (all.size() > parents.size()) {
      parents = best(all);
    }
  }

  private static List<Parent> best(List<Parent> all) {
    List<Parent> feasible = all.stream().filter(parent -> parent.violation == 0).toList();
    List<Parent> best = new ArrayList<>();
    for (int[] front : fronts(feasible)) {
      double[] room = CrowdingDistance.of(
          IntStream.of(front).mapToObj(i -> feasible.get(i).objectives).toArray(double[][]::new));
      IntStream.range(0, front.length)
          .boxed()
          .sorted(Comparator.comparingDouble(i -> -room[i]))
          .forEach(i -> best.add(feasible.get(front[i])));
    }
    all.stream()
        .filter(parent -> parent.violation > 0)
        .sorted(Comparator.comparingDouble(Parent::violation))
        .forEach(best::add);
    return List.copyOf(best.subList(0, Math.min(PARENTS, best.size())));
  }

  private static List<int[]> fronts(List<Parent> parents) {
    return parents.isEmpty()
        ? List.of()
        : NondominatedSorting.fronts(
            parents.stream().map(Parent::objectives).toArray(double[][]::new));
  }

  private Map<String, Object> child(Map<String, Distribution> params) {
    FrozenTrial one = winner();
    FrozenTrial other = winner();
    boolean crossed = random.nextDouble() < CROSSOVER;
    Map<String, Object> child = new LinkedHashMap<>();
    params.forEach((name, distribution) -> {
      FrozenTrial giver = crossed && random.nextBoolean() ? other : one;
      boolean changed = random.nextDouble() * params.size() < 1;
      if (!giver.params().containsKey(name)) {
        return;
      }
      double value = distribution.toInternalRepr(giver.params().get(name));
      child.put(
          name,
          distribution.toExternalRepr(changed ? distribution.sampleNear(value, random) : value));
    });
    return child;
  }

  /** The better of two: the parents are in this order. */
  private FrozenTrial winner() {
    int first = random.nextInt(parents.size());
    int second = random.nextInt(parents.size());
    return parents.get(Math.min(first, second)).trial;
  }

  @Override
  public synchronized @Nullable Object sampleIndependent(
      Study study, FrozenTrial trial, String name, Distribution distribution) {
    return distribution.toExternalRepr(distribution.sample(random));
  }
}

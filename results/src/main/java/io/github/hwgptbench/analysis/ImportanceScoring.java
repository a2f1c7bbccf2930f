package io.github.hwgptbench.analysis;

import io.github.hwgptbench.landscape.Factor;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.space.ArchitectureLayout;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.statistics.RelativeImportance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds out which genes matter for the objectives of a problem. */
final class ImportanceScoring {

  /** So many evaluations there must be for each effect that is estimated. */
  private static final int ROWS_PER_EFFECT = 2;

  /** An evaluation: its genes, and its noise-free values. */
  record Sample(int[] genes, double[] values) {}

  private ImportanceScoring() {}

  /** Returns which evaluations of runs are samples: every n-th one. */
  static int every(List<ArchivedRun> runs) {
    long all = runs.stream().mapToLong(run -> run.outcome().evaluations()).sum();
    return (int) Math.max(1, (all + GeneImportance.MOST - 1) / GeneImportance.MOST);
  }

  /**
   * Takes samples of a run.
   *
   * @param evaluations how many of it count
   * @param every the step n between samples; 1 takes all
   */
  static List<Sample> samples(RunTrace trace, int evaluations, long seed, int every) {
    return IntStream.iterate(
            (int) Math.floorMod(seed, (long) every), i -> i < evaluations, i -> i + every)
        .mapToObj(i -> new Sample(trace.genes(i), trace.noiseFree(i)))
        .toList();
  }

  /**
   * Estimates.
   *
   * @return empty if there are too few samples, or several fidelities, whose values differ
   */
  static Optional<GeneImportance> of(RunSettings settings, List<RunMeasure> runs) {
    List<Sample> samples = runs.stream().flatMap(run -> run.samples().stream()).toList();
    SearchSpace space = settings.space();
    List<Factor> factors = Factor.choices(space);
    List<List<Integer>> groups = new ArrayList<>();
    // The gene and the level of each effect.
    List<int[]> effects = new ArrayList<>();
    for (Factor factor : factors) {
      List<Integer> group = new ArrayList<>();
      for (int gene : factor.genes()) {
        for (int level = 1; level < space.genotypes().levels(gene); level++) {
          group.add(effects.size());
          effects.add(new int[] {gene, level});
        }
      }
      groups.add(group);
    }
    if (samples.size() < ROWS_PER_EFFECT * (effects.size() + 1)
        || !settings.fidelities().single()) {
      return Optional.empty();
    }
    double[][] rows = samples.stream()
        .map(sample -> row(space, sample.genes(), effects))
        .toArray(double[][]::new);
    List<double[]> values = IntStream.range(0, settings.objectives().size())
        .mapToObj(objective ->
            samples.stream().mapToDouble(sample -> sample.values()[objective]).toArray())
        .toList();
    return Optional.of(new GeneImportance(
        samples.size(),
        factors.stream().map(Factor::name).toList(),
        RelativeImportance.of(rows, groups, values)));
  }

  private static double[] row(SearchSpace space, int[] genes, List<int[]> effects) {
    int layers = space.layout().layers(genes);
    return effects.stream()
        .mapToDouble(effect -> {
          boolean active =
              effect[0] < ArchitectureLayout.BODY || space.layout().layer(effect[0]) < layers;
          return active && genes[effect[0]] == effect[1] ? 1 : 0;
        })
        .toArray();
  }
}

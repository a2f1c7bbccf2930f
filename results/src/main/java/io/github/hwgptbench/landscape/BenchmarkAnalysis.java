package io.github.hwgptbench.landscape;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.NoiseModel;
import io.github.hwgptbench.usage.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * The analyses of HW-GPT-Bench (Sukthanker et al. 2024, arXiv 2405.10299) of its metrics, for one
 * search space: rank correlations (figures 8 to 16), distributions by choice (3, 18 to 24), and the
 * importance of the choices. Bit-identical for the same benchmark, size and seed.
 *
 * @param surrogates hash of the models
 * @param sample architectures drawn uniformly by gene
 * @param correlations correlations of all objectives, over the sample
 * @param correlationsWithin mean over the choices of embed_dim of the correlations among the
 *     architectures of each
 * @param importance importance of the five choices
 * @param importanceWithin for each embed_dim, ascending, of the other four choices among its
 *     architectures
 * @param layers for each embed_dim, ascending, of mlp_ratio and n_head in each layer, among its
 *     architectures
 * @param noise noise of measurements of latency and energy
 */
public record BenchmarkAnalysis(
    String surrogates,
    ArchitectureSample sample,
    CorrelationMatrix correlations,
    CorrelationMatrix correlationsWithin,
    Importance importance,
    List<Importance> importanceWithin,
    List<Importance> layers,
    Map<Objective, NoiseModel> noise) {

  /** The smallest sample size, for which all choices of embed_dim occur often enough. */
  public static final int LEAST_SIZE = 100;

  /** How many architectures the samples of {@link #layers} have, of one for the others. */
  private static final int LAYER_SHARE = 8;

  /** Copies the lists and the map. */
  public BenchmarkAnalysis {
    importanceWithin = List.copyOf(importanceWithin);
    layers = List.copyOf(layers);
    noise = Map.copyOf(noise);
  }

  /**
   * Analyses a benchmark.
   *
   * @param bench the benchmark, of which all objectives are analysed
   * @param size number of architectures, at least {@link #LEAST_SIZE}
   * @param seed seed of all draws
   * @param progress called {@link #steps} times, by any thread
   * @throws IllegalArgumentException if the size is less
   */
  public static BenchmarkAnalysis of(HwGptBench bench, int size, long seed, Runnable progress) {
    SearchSpace space = bench.space();
    if (size < LEAST_SIZE) {
      throw UsageException.of("Sample of %d architectures; allowed: %d or more", size, LEAST_SIZE);
    }
    // A stream of its own for each part: none changes what another one draws.
    SplittableRandom seeds = new SplittableRandom(seed);
    SplittableRandom forSample = seeds.split();
    SplittableRandom forChoices = seeds.split();
    SplittableRandom forLayers = seeds.split();
    List<Objective> objectives = bench.objectives();
    try (ObjectiveEvaluator evaluator = bench.evaluator(objectives)) {
      ArchitectureSample sample = ArchitectureSample.draw(evaluator, size, forSample);
      CorrelationMatrix correlations = CorrelationMatrix.of(sample, progress);
      List<Factor> choices = Factor.choices(space);
      Importance importance =
          Importance.estimate(evaluator, choices, null, size, forChoices, progress);
      List<CorrelationMatrix> within = new ArrayList<>();
      List<Importance> importanceWithin = new ArrayList<>();
      List<Importance> layers = new ArrayList<>();
      for (int embed = 0; embed < space.embedDims().size(); embed++) {
        within.add(CorrelationMatrix.of(sample.where(Choice.EMBED_DIM, embed), progress));
        importanceWithin.add(Importance.estimate(
            evaluator, choices.subList(1, choices.size()), embed, size, forChoices, progress));
        layers.add(Importance.estimate(
            evaluator, Factor.byLayer(space), embed, size / LAYER_SHARE, forLayers, progress));
      }
      return new BenchmarkAnalysis(
          bench.surrogateHash(),
          sample,
          correlations,
          CorrelationMatrix.mean(within),
          importance,
          importanceWithin,
          layers,
          objectives.stream()
              .filter(objective -> !bench.noise(objective).isNone())
              .collect(Collectors.toMap(objective -> objective, bench::noise)));
    }
  }

  /** Returns the number of progress reports of an analysis of a benchmark. */
  public static int steps(HwGptBench bench) {
    SearchSpace space = bench.space();
    int embeds = space.embedDims().size();
    int choices = Factor.choices(space).size();
    int layers = Factor.byLayer(space).size();
    return bench.objectives().size() * (1 + embeds) + choices + embeds * (choices - 1 + layers);
  }

  /** Returns the space. */
  public SearchSpace space() {
    return sample.space();
  }
}

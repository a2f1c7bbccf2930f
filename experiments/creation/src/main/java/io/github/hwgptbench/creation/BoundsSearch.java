package io.github.hwgptbench.creation;

import static io.github.hwgptbench.space.ArchitectureLayout.BIAS;
import static io.github.hwgptbench.space.ArchitectureLayout.BODY;
import static io.github.hwgptbench.space.ArchitectureLayout.EMBED_DIM;
import static io.github.hwgptbench.space.ArchitectureLayout.N_LAYER;

import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Bounds.Range;
import io.github.hwgptbench.objective.ComputeEvaluator;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.Surrogate;
import io.github.hwgptbench.surrogate.SurrogateEvaluator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds the smallest and the largest value of each objective in a space: from the network of the
 * smallest and that of the largest layers in every embed_dim, n_layer and bias, one gene of a layer
 * after another is set to its best value until none can be improved.
 */
public final class BoundsSearch {

  private static final String DEFAULT_VERSION = "default-1";

  private final SearchSpace space;
  private final GenotypeSpace genotypes;

  /** Makes a search in a space. */
  public BoundsSearch(SearchSpace space) {
    this.space = space;
    genotypes = space.genotypes();
  }

  /** Finds the default bounds of what was fitted, and of what has a closed form. */
  Bounds run(List<Surrogate> surrogates) {
    Map<Objective, Surrogate> fitted = new LinkedHashMap<>();
    surrogates.forEach(surrogate -> fitted.put(surrogate.objective(), surrogate));
    List<Objective> objectives = new ArrayList<>(fitted.keySet());
    objectives.addAll(ComputeEvaluator.SUPPORTED);
    return run(
        DEFAULT_VERSION,
        objectives,
        objective -> fitted.containsKey(objective)
            ? new SurrogateEvaluator(space, List.of(fitted.get(objective)))
            : new ComputeEvaluator(space, List.of(objective)),
        () -> {});
  }

  /** Returns how many descents the bounds of one objective take. */
  public int descents() {
    return 2 * 2 * genotypes.levels(EMBED_DIM) * genotypes.levels(N_LAYER) * genotypes.levels(BIAS);
  }

  /**
   * Finds the bounds of some objectives.
   *
   * @param version name of the bounds
   * @param objectives of which; their order is kept
   * @param evaluators opens the evaluator of one objective, which is closed here
   * @param descended is told after each descent
   * @throws IllegalArgumentException if an objective has one value everywhere
   */
  public Bounds run(
      String version,
      List<Objective> objectives,
      Function<Objective, ObjectiveEvaluator> evaluators,
      Runnable descended) {
    Map<Objective, Range> ranges = new LinkedHashMap<>();
    for (Objective objective : objectives) {
      try (ObjectiveEvaluator evaluator = evaluators.apply(objective)) {
        ranges.put(objective, range(evaluator, descended));
      }
    }
    return new Bounds(
        version,
        space.name(),
        "noise-free values: the smallest and the largest that coordinate descent over the layers "
            + "finds from the smallest and the largest layers, in every embed_dim, n_layer and bias",
        ranges);
  }

  private Range range(ObjectiveEvaluator evaluator, Runnable descended) {
    return new Range(extreme(evaluator, 1, descended), -extreme(evaluator, -1, descended));
  }

  private double extreme(ObjectiveEvaluator evaluator, int sign, Runnable descended) {
    double best = Double.POSITIVE_INFINITY;
    for (int embed = 0; embed < genotypes.levels(EMBED_DIM); embed++) {
      for (int depth = 0; depth < genotypes.levels(N_LAYER); depth++) {
        for (int bias = 0; bias < genotypes.levels(BIAS); bias++) {
          for (boolean large : new boolean[] {false, true}) {
            int[] genes = new int[genotypes.size()];
            Arrays.setAll(genes, gene -> large ? genotypes.levels(gene) - 1 : 0);
            genes[EMBED_DIM] = embed;
            genes[N_LAYER] = depth;
            genes[BIAS] = bias;
            best = Math.min(best, descend(evaluator, sign, genes));
            descended.run();
          }
        }
      }
    }
    return best;
  }

  private double descend(ObjectiveEvaluator evaluator, int sign, int[] genes) {
    double[] value = new double[1];
    evaluator.evaluate(genes, value);
    double best = sign * value[0];
    boolean bettered = true;
    while (bettered) {
      bettered = false;
      for (int gene = BODY; gene < genes.length; gene++) {
        if (!genotypes.active(genes, gene)) {
          continue;
        }
        int kept = genes[gene];
        for (int level = 0; level < genotypes.levels(gene); level++) {
          genes[gene] = level;
          evaluator.evaluate(genes, value);
          if (sign * value[0] < best) {
            best = sign * value[0];
            kept = level;
            bettered = true;
          }
        }
        genes[gene] = kept;
      }
    }
    return best;
  }
}

package io.github.hwgptbench.surrogate;

import io.github.hwgptbench.objective.FixedEvaluator;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.ArchitectureLayout;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;
import java.util.Map;

/**
 * Perplexity at the level of the measurements. The surrogates that ship learnt from the predictions
 * of the authors' network, which are there for all architectures. At m and l these are above the
 * measured perplexities, by a constant in each embed_dim, and {@code perplexity@measured} is the
 * surrogate without it. At s there is no such difference, and both are equal.
 *
 * @since 0.2.0
 */
public final class MeasuredPerplexity extends FixedEvaluator {

  /** What is evaluated. */
  public static final Objective OBJECTIVE = Objective.of(Metric.PERPLEXITY).from("measured");

  /**
   * By space, for each embed_dim in ascending order: the median of prediction minus measurement
   * over the architectures that were measured, 4,735 at m and 399 at l.
   */
  private static final Map<String, double[]> OFFSETS = Map.of(
      "s", new double[] {0, 0, 0},
      "m", new double[] {0.0435, 0.0335, 0.0308},
      "l", new double[] {0.0554, 0.0457, 0.0411});

  private final ObjectiveEvaluator perplexity;
  private final double[] offsets;

  /**
   * Makes an evaluator.
   *
   * @param perplexity evaluates the perplexity surrogate that ships, alone; is closed with this one
   * @throws IllegalArgumentException if perplexity was not measured in the space
   */
  public MeasuredPerplexity(ObjectiveEvaluator perplexity) {
    super(perplexity.space(), List.of(OBJECTIVE));
    this.perplexity = perplexity;
    double[] known = OFFSETS.get(space.name());
    if (known == null || !isMeasured(space)) {
      throw new IllegalArgumentException(
          "perplexity was not measured in space '" + space.name() + "'");
    }
    offsets = known;
  }

  /** Returns whether perplexity was measured in a space. */
  public static boolean isMeasured(SearchSpace space) {
    return space.measured() && OFFSETS.containsKey(space.name());
  }

  @Override
  public void evaluate(int[] genes, double[] values) {
    perplexity.evaluate(genes, values);
    values[0] -= offsets[genes[ArchitectureLayout.EMBED_DIM]];
  }

  @Override
  public void evaluate(int[][] genes, double[][] values) {
    perplexity.evaluate(genes, values);
    for (int i = 0; i < genes.length; i++) {
      values[i][0] -= offsets[genes[i][ArchitectureLayout.EMBED_DIM]];
    }
  }

  @Override
  public void evaluateNeighbors(int[] genes, int[][] neighbors, double[][] values) {
    perplexity.evaluateNeighbors(genes, neighbors, values);
    for (int i = 0; i < neighbors.length; i++) {
      values[i][0] -= offsets[neighbors[i][ArchitectureLayout.EMBED_DIM]];
    }
  }

  @Override
  public void close() {
    perplexity.close();
  }
}

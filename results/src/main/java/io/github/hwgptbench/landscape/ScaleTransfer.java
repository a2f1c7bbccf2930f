package io.github.hwgptbench.landscape;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.ArchitectureLayout;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;

/**
 * The quality of the best architectures of one scale at another, on the same device: the
 * hypervolume of the best-known Pareto front of perplexity and an objective after its genes were
 * carried over, as a share of the hypervolume of the best-known Pareto front there.
 *
 * <p>A gene corresponds to that of the same name and keeps its level, such as the middle embed_dim.
 * A layer has the genes of the layer at the same share of the depth.
 *
 * @param objective latency or energy on a device
 * @param from scale of the front
 * @param to scale that it is scored at
 * @param share share of the hypervolume
 * @since 0.2.0
 */
public record ScaleTransfer(Objective objective, String from, String to, double share) {

  /**
   * Carries fronts to another scale.
   *
   * @param from the space of the fronts
   * @param fronts what to carry
   * @param there benchmark of a space with as many levels of each choice
   * @param best what they are compared with
   * @return one per objective that both have
   */
  static List<ScaleTransfer> all(
      SearchSpace from, List<KnownFront> fronts, HwGptBench there, List<KnownFront> best) {
    return fronts.parallelStream()
        .flatMap(front -> best.stream()
            .filter(it -> it.objective().equals(front.objective()))
            .map(it -> of(from, front, there, it)))
        .toList();
  }

  private static ScaleTransfer of(
      SearchSpace from, KnownFront front, HwGptBench there, KnownFront best) {
    SearchSpace to = there.space();
    int[][] genes = front.architectures().stream()
        .map(it -> carry(from.encode(it), from, to))
        .toArray(int[][]::new);
    double[][] values = new double[genes.length][2];
    try (ObjectiveEvaluator evaluator =
        there.evaluator(List.of(KnownFront.PERPLEXITY, front.objective()))) {
      evaluator.evaluate(genes, values);
    }
    return new ScaleTransfer(
        front.objective(), from.name(), to.name(), best.hypervolume(values) / best.volume());
  }

  /** Returns the canonical genotype of another space with the same levels. */
  static int[] carry(int[] genes, SearchSpace from, SearchSpace to) {
    ArchitectureLayout old = from.layout();
    ArchitectureLayout layout = to.layout();
    int[] carried = new int[layout.size()];
    System.arraycopy(genes, 0, carried, 0, ArchitectureLayout.BODY);
    int layers = layout.layers(carried);
    for (int layer = 0; layer < layers; layer++) {
      int source = layer * old.layers(genes) / layers;
      carried[layout.mlpRatio(layer)] = genes[old.mlpRatio(source)];
      carried[layout.heads(layer)] = genes[old.heads(source)];
    }
    return carried;
  }
}

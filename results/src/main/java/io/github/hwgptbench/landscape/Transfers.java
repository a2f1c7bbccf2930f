package io.github.hwgptbench.landscape;

import io.github.hwgptbench.HwGptBench;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The transfer of the best architectures of one device, metric or scale to others. Bit-identical
 * for the same benchmarks and seed, on any number of threads.
 *
 * @param matrices across devices and metrics, one per scale
 * @param scales across scales, on the same device; empty with one scale
 * @since 0.2.0
 */
public record Transfers(List<TransferMatrix> matrices, List<ScaleTransfer> scales) {

  /** Copies the lists. */
  public Transfers {
    matrices = List.copyOf(matrices);
    scales = List.copyOf(scales);
  }

  /**
   * Scores the best-known Pareto fronts that ship on each other's objectives.
   *
   * @param benches one per scale, at least one
   * @param seed seed of the worlds that are drawn from the errors of the surrogates
   * @param progress called {@link #steps} times, by any thread
   * @throws IOException if a front can't be read
   */
  public static Transfers of(List<HwGptBench> benches, long seed, Runnable progress)
      throws IOException {
    List<TransferMatrix> matrices = new ArrayList<>();
    List<List<KnownFront>> fronts = new ArrayList<>();
    for (HwGptBench bench : benches) {
      List<KnownFront> known = KnownFront.of(bench);
      fronts.add(known);
      matrices.add(TransferMatrix.of(bench, known, seed, progress));
    }
    List<ScaleTransfer> scales = new ArrayList<>();
    for (int from = 0; from < benches.size(); from++) {
      for (int to = 0; to < benches.size(); to++) {
        if (from != to) {
          scales.addAll(ScaleTransfer.all(
              benches.get(from).space(), fronts.get(from), benches.get(to), fronts.get(to)));
          progress.run();
        }
      }
    }
    return new Transfers(matrices, scales);
  }

  /** Returns the number of progress reports of the transfers of benchmarks, if all fronts ship. */
  public static int steps(List<HwGptBench> benches) {
    return benches.stream().mapToInt(TransferMatrix::steps).sum()
        + benches.size() * (benches.size() - 1);
  }
}

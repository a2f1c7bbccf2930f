package io.github.hwgptbench.record;

import io.github.hwgptbench.pareto.ParetoArchive;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run recommends: of the architectures that it has evaluated at the highest fidelity and
 * whose observed violations are 0, those that no other dominates by observed values. An
 * architecture that was evaluated there several times counts with the median of each value. Not
 * safe for use by several threads at a time.
 *
 * <p>The rule is the same for all algorithms, so that an algorithm that measures with noise has to
 * measure again what it wants to be sure of.
 *
 * @since 0.2.0
 */
final class Recommendation {

  private final int objectives;
  private final int highest;
  private final Map<IntBuffer, List<double[]>> observed = new LinkedHashMap<>();
  /** Null where a median has changed since it was made. */
  private @Nullable ParetoArchive<IntBuffer> front;

  /**
   * Begins with nothing observed.
   *
   * @param settings of the run
   */
  Recommendation(RunSettings settings) {
    objectives = settings.objectives().size();
    highest = settings.fidelities().highest();
    front = ParetoArchive.of(objectives);
  }

  /**
   * Adds an evaluation.
   *
   * @param genes its canonical genotype; kept, not to be changed
   * @param fidelity the index of its level
   * @param minimized one observed value per objective, all minimised
   * @param violations one observed value per constraint
   */
  void add(IntBuffer genes, int fidelity, double[] minimized, double[] violations) {
    if (!considers(fidelity)) {
      return;
    }
    double[] values = Arrays.copyOf(minimized, objectives + violations.length);
    System.arraycopy(violations, 0, values, objectives, violations.length);
    List<double[]> rows = observed.computeIfAbsent(genes, key -> new ArrayList<>());
    rows.add(values);
    if (front != null && rows.size() == 1) {
      offer(front, genes, values);
    } else {
      front = null;
    }
  }

  /** Returns whether evaluations at a level count. */
  boolean considers(int fidelity) {
    return fidelity == highest;
  }

  /** Returns the genotypes that are recommended now. */
  List<IntBuffer> genotypes() {
    ParetoArchive<IntBuffer> current = front;
    if (current == null) {
      ParetoArchive<IntBuffer> anew = ParetoArchive.of(objectives);
      observed.forEach((genes, rows) -> offer(anew, genes, medians(rows)));
      current = anew;
      front = anew;
    }
    return current.members().stream().map(ParetoArchive.Member::value).toList();
  }

  private void offer(ParetoArchive<IntBuffer> archive, IntBuffer genes, double[] values) {
    if (Arrays.stream(values, objectives, values.length).allMatch(it -> it <= 0)) {
      archive.add(Arrays.copyOf(values, objectives), genes);
    }
  }

  private static double[] medians(List<double[]> rows) {
    double[] medians = new double[rows.get(0).length];
    for (int column = 0; column < medians.length; column++) {
      int at = column;
      double[] sorted = rows.stream().mapToDouble(row -> row[at]).sorted().toArray();
      int half = sorted.length / 2;
      medians[column] =
          sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
    return medians;
  }
}

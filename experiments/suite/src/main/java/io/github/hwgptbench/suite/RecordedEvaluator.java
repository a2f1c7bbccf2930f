package io.github.hwgptbench.suite;

import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.space.SearchSpace;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers the architectures that an earlier run has evaluated from its record, and asks an
 * evaluator for the others, so that nothing is evaluated twice. A record has the objectives only;
 * where a constraint bounds something else, the evaluator answers everything. Closes nothing.
 */
final class RecordedEvaluator implements ObjectiveEvaluator {

  private final ObjectiveEvaluator evaluator;
  /** One value per objective of the evaluator, by canonical genotype. */
  private final Map<IntBuffer, double[]> known = new HashMap<>();

  RecordedEvaluator(ObjectiveEvaluator evaluator, RunSettings settings, RunTrace earlier) {
    this.evaluator = evaluator;
    int[] sources =
        evaluator.objectives().stream().mapToInt(settings.objectives()::indexOf).toArray();
    for (int source : sources) {
      if (source < 0) {
        return;
      }
    }
    for (int i = 0; i < earlier.evaluations(); i++) {
      double[] recorded = earlier.noiseFree(i);
      double[] values = new double[sources.length];
      for (int k = 0; k < values.length; k++) {
        values[k] = recorded[sources[k]];
      }
      known.put(IntBuffer.wrap(earlier.genes(i)), values);
    }
  }

  @Override
  public SearchSpace space() {
    return evaluator.space();
  }

  @Override
  public List<Objective> objectives() {
    return evaluator.objectives();
  }

  @Override
  public void evaluate(int[] genes, double[] values) {
    checkRoom(values);
    double @Nullable [] recorded = recorded(genes);
    if (recorded == null) {
      evaluator.evaluate(genes, values);
    } else {
      System.arraycopy(recorded, 0, values, 0, values.length);
    }
  }

  @Override
  public void evaluate(int[][] genes, double[][] values) {
    checkRoom(genes.length, values);
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < genes.length; i++) {
      double @Nullable [] recorded = recorded(genes[i]);
      if (recorded == null) {
        others.add(i);
      } else {
        System.arraycopy(recorded, 0, values[i], 0, recorded.length);
      }
    }
    evaluator.evaluate(
        others.stream().map(i -> genes[i]).toArray(int[][]::new),
        others.stream().map(i -> values[i]).toArray(double[][]::new));
  }

  /** Returns null where the record does not have the architecture. */
  private double @Nullable [] recorded(int[] genes) {
    int[] canonical = genes.clone();
    space().genotypes().canonicalize(canonical);
    return known.get(IntBuffer.wrap(canonical));
  }
}

package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.internal.text.Text;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Asks another pruner only about trials that have not got better for some steps.
 *
 * @param wrapped who is asked
 * @param patience how many reports a trial is given to get better, 0 or more
 * @param minDelta by how much it may get worse meanwhile, 0 or more
 */
record PatientPruner(Pruner wrapped, int patience, double minDelta) implements Pruner {

  PatientPruner {
    if (patience < 0 || !(minDelta >= 0)) {
      throw new IllegalArgumentException(Text.format(
          "Patience %d with minimum change %s; allowed: 0 or more for both", patience, minDelta));
    }
  }

  @Override
  public boolean prune(Study study, FrozenTrial trial) {
    PruningSteps.checkSingleObjective(study);
    List<Double> values = List.copyOf(new TreeMap<>(trial.intermediateValues()).values());
    int before = values.size() - patience - 1;
    if (before <= 0) {
      return false;
    }
    Direction direction = study.directions().get(0);
    return best(values.subList(0, before), direction) + minDelta
            < best(values.subList(before, values.size()), direction)
        && wrapped.prune(study, trial);
  }

  /** NaN if there is none, which is neither better nor worse than others. */
  private static double best(Collection<Double> values, Direction direction) {
    return values.stream()
        .filter(value -> !value.isNaN())
        .mapToDouble(direction::minimized)
        .min()
        .orElse(Double.NaN);
  }
}

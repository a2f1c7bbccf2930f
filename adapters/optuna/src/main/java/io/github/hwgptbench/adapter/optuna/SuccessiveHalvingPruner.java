package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.adapter.optuna.JournalRecord.Owner;
import io.github.hwgptbench.algorithm.internal.halving.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/**
 * Successive halving of one or several objectives, as {@link Pruners#successiveHalving} says. What
 * a trial had when it reached a rung stands in its system attributes, where Optuna's pruner looks
 * for it if there is one objective.
 */
final class SuccessiveHalvingPruner implements Pruner {

  private final long minResource;
  private final int reduction;

  /** What a trial had at a rung; objectives are minimised. */
  private record Entry(double violation, double[] objectives) {

    boolean equalTo(Entry other) {
      return violation == other.violation && Arrays.equals(objectives, other.objectives);
    }
  }

  SuccessiveHalvingPruner(long minResource, int reduction) {
    this.minResource = minResource;
    this.reduction = reduction;
  }

  @Override
  public boolean prune(Study study, FrozenTrial trial) {
    SortedMap<Long, List<Double>> reports = trial.reports();
    if (reports.isEmpty()) {
      return false;
    }
    long step = reports.lastKey();
    List<Double> values = Objects.requireNonNull(reports.get(step));
    if (values.size() != study.directions().size()) {
      return false;
    }
    for (int rung = firstOpen(trial); ; rung++) {
      if (step < minResource * Math.pow(reduction, rung)) {
        return false;
      }
      if (values.stream().anyMatch(value -> value.isNaN())) {
        return true;
      }
      double violation = trial.totalViolation();
      Map<String, Object> reached = new LinkedHashMap<>();
      reached.put(valueAttr(rung), values.size() == 1 ? values.get(0) : values);
      if (violation > 0) {
        reached.put(violationAttr(rung), violation);
      }
      study.storage().setTrialAttrs(trial.id(), Owner.SYSTEM, reached);
      if (!goesOn(entry(study, values, violation), competitors(study, trial, rung))) {
        return true;
      }
    }
  }

  private static int firstOpen(FrozenTrial trial) {
    int rung = 0;
    while (trial.systemAttrs().containsKey(valueAttr(rung))) {
      rung++;
    }
    return rung;
  }

  private static String valueAttr(int rung) {
    return "completed_rung_" + rung;
  }

  private static String violationAttr(int rung) {
    return valueAttr(rung) + ":violation";
  }

  private static List<Entry> competitors(Study study, FrozenTrial trial, int rung) {
    List<Entry> entries = new ArrayList<>();
    for (FrozenTrial other : study.trials()) {
      Object value = other.systemAttrs().get(valueAttr(rung));
      List<Double> values = FrozenTrial.numbers(value instanceof Number ? List.of(value) : value);
      if (other.number() != trial.number()
          && values.size() == study.directions().size()) {
        entries.add(entry(
            study,
            values,
            other.systemAttrs().get(violationAttr(rung)) instanceof Number violation
                ? violation.doubleValue()
                : 0));
      }
    }
    return entries;
  }

  private static Entry entry(Study study, List<Double> values, double violation) {
    return new Entry(violation, study.minimized(values));
  }

  private boolean goesOn(Entry own, List<Entry> others) {
    List<Entry> all = new ArrayList<>(others);
    all.add(own);
    int[] best = Spread.EPSILON_NET.best(
        all.stream().mapToDouble(Entry::violation).toArray(),
        all.stream().map(Entry::objectives).toArray(double[][]::new),
        Math.max(1, all.size() / reduction));
    return Arrays.stream(best).anyMatch(i -> all.get(i).equalTo(own));
  }
}

package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.adapter.optuna.JournalRecord.Owner;
import io.github.hwgptbench.algorithm.internal.halving.Spread;
import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * Successive halving of one or several objectives, as {@link Pruners#successiveHalving} returns it.
 * The value of a trial at a rung is a system attribute of the trial, which Optuna's pruner reads
 * too if there is one objective.
 *
 * @since 0.2.0
 */
public final class SuccessiveHalvingPruner implements Pruner {

  /** What the names of the attributes of rungs begin with, as in Optuna. */
  static final String RUNG = "completed_rung_";

  /** Stands for the first step that is estimated from complete trials. */
  private static final long AUTO = 0;

  private static final int STEPS_OF_TRIAL = 100;

  /** {@link #AUTO} until it is estimated. */
  private volatile long minResource;

  private final int reduction;
  private final int firstRung;
  private final int bootstrap;

  /** What a trial had at a rung; objectives are minimised. */
  private record Entry(double violation, double[] objectives) {

    boolean equalTo(Entry other) {
      return violation == other.violation && Arrays.equals(objectives, other.objectives);
    }
  }

  SuccessiveHalvingPruner(long minResource, int reduction, int firstRung, int bootstrap) {
    this.minResource = minResource;
    this.reduction = reduction;
    this.firstRung = firstRung;
    this.bootstrap = bootstrap;
  }

  static SuccessiveHalvingPruner automatic(int reduction) {
    return new SuccessiveHalvingPruner(AUTO, reduction, 0, 0);
  }

  /**
   * Delays the first decision by a number of rungs, as Optuna's {@code min_early_stopping_rate}; 0
   * by default.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public SuccessiveHalvingPruner minEarlyStoppingRate(int rungs) {
    if (rungs < 0) {
      throw new IllegalArgumentException(
          Text.format("Minimum early stopping rate %d; allowed: 0 or more", rungs));
    }
    return new SuccessiveHalvingPruner(minResource, reduction, rungs, bootstrap);
  }

  /**
   * Sets the number of trials that must have reached a rung before one can continue from it, as
   * Optuna's {@code bootstrap_count}; 0 by default.
   *
   * @throws IllegalArgumentException if it is negative, or the first step is estimated and it is
   *     positive
   */
  public SuccessiveHalvingPruner bootstrapCount(int trials) {
    if (trials < 0 || (trials > 0 && minResource == AUTO)) {
      throw new IllegalArgumentException(Text.format(
          "Bootstrap count %d; allowed: 0 or more, and only 0 if the minimum resource is"
              + " estimated",
          trials));
    }
    return new SuccessiveHalvingPruner(minResource, reduction, firstRung, trials);
  }

  @Override
  public boolean prune(Study study, FrozenTrial trial) {
    return prune(study, trial, other -> true);
  }

  /** Decides among some trials of a study. */
  boolean prune(Study study, FrozenTrial trial, Predicate<FrozenTrial> among) {
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
      if (minResource == AUTO) {
        estimate(study.trials().stream().filter(among).toList());
      }
      if (minResource == AUTO || step < minResource * Math.pow(reduction, firstRung + rung)) {
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
      List<Entry> others = competitors(study, trial, rung, among);
      if (others.size() < bootstrap || !goesOn(entry(study, values, violation), others)) {
        return true;
      }
    }
  }

  private void estimate(List<FrozenTrial> trials) {
    lastStepOfComplete(trials).ifPresent(last -> minResource = Math.max(1, last / STEPS_OF_TRIAL));
  }

  /** The last step that a complete trial has reported; empty if none has reported any. */
  static OptionalLong lastStepOfComplete(List<FrozenTrial> trials) {
    return trials.stream()
        .filter(
            trial -> trial.state() == TrialState.COMPLETE && !trial.reports().isEmpty())
        .mapToLong(trial -> trial.reports().lastKey())
        .max();
  }

  private static int firstOpen(FrozenTrial trial) {
    int rung = 0;
    while (trial.systemAttrs().containsKey(valueAttr(rung))) {
      rung++;
    }
    return rung;
  }

  private static String valueAttr(int rung) {
    return RUNG + rung;
  }

  private static String violationAttr(int rung) {
    return valueAttr(rung) + ":violation";
  }

  private static List<Entry> competitors(
      Study study, FrozenTrial trial, int rung, Predicate<FrozenTrial> among) {
    List<Entry> entries = new ArrayList<>();
    for (FrozenTrial other : study.trials()) {
      Object value = other.systemAttrs().get(valueAttr(rung));
      List<Double> values = FrozenTrial.numbers(value instanceof Number ? List.of(value) : value);
      if (other.number() != trial.number()
          && among.test(other)
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

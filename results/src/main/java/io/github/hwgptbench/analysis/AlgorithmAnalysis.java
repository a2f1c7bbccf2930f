package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.statistics.Summary;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One algorithm on one problem, over its seeds.
 *
 * @param of the algorithm
 * @param runs one score per seed, one or more, in the order of the seeds
 * @param indicators a summary of each indicator, by its id
 * @param curve relative hypervolume over the steps of the budget, up to the whole budget
 * @param targets one per target
 * @param lengths steps of the budget until the seeds reached the targets of runtime distributions
 * @param seconds wall-clock times of the runs
 * @param fronts the fronts of the seeds
 * @param constraints its feasibility; null for a problem without constraints
 */
public record AlgorithmAnalysis(
    AnalyzedAlgorithm of,
    List<RunScore> runs,
    Map<String, IndicatorSummary> indicators,
    List<CurvePoint> curve,
    List<TargetTime> targets,
    RunLengths lengths,
    Summary seconds,
    FoundFronts fronts,
    @Nullable FeasibilityAnalysis constraints) {

  /** Copies the collections. */
  public AlgorithmAnalysis {
    runs = List.copyOf(runs);
    indicators = Collections.unmodifiableMap(new LinkedHashMap<>(indicators));
    curve = List.copyOf(curve);
    targets = List.copyOf(targets);
  }

  /** Returns its name in the analysis, as {@link AnalyzedAlgorithm#name}. */
  public String name() {
    return of.name();
  }

  /** Returns its feasibility; empty for a problem without constraints. */
  public Optional<FeasibilityAnalysis> feasibility() {
    return Optional.ofNullable(constraints);
  }

  /** Returns the values of an indicator, one per seed. */
  public double[] values(Indicator indicator) {
    return runs.stream().mapToDouble(run -> run.value(indicator)).toArray();
  }

  /** Returns the summary of an indicator. */
  public IndicatorSummary summary(Indicator indicator) {
    return Objects.requireNonNull(indicators.get(indicator.id()), indicator::id);
  }
}

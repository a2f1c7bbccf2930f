package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.statistics.Summary;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One algorithm on one problem, over its seeds.
 *
 * @param name in the analysis; with the name of its suite where several suites have one of this
 *     name
 * @param algorithm its own name, as the suite says it
 * @param suite name of the suite
 * @param settings of the algorithm, as text
 * @param provenance what computed its runs
 * @param runs one score a seed, one or more, in the order of the seeds
 * @param indicators a summary of each indicator, by its id
 * @param curve relative hypervolume over evaluations, the last one that of the whole budget
 * @param targets one a target
 * @param seconds how long runs took by the clock
 * @param medianSeed the seed with the median hypervolume; of an even number, the lower one
 * @param medianFront what that seed found, mutually non-dominated, in lexicographic order
 * @param unionFront what all seeds found together, likewise
 * @param feasibility how it copes with the constraints; empty for a problem without
 * @param attainment of two objectives: the lines of one, a quarter, half, three quarters and all of
 *     the runs, those that differ; else none
 */
public record AlgorithmAnalysis(
    String name,
    String algorithm,
    String suite,
    Map<String, String> settings,
    Provenance provenance,
    List<RunScore> runs,
    Map<String, IndicatorSummary> indicators,
    List<CurvePoint> curve,
    List<TargetTime> targets,
    Summary seconds,
    long medianSeed,
    List<FoundPoint> medianFront,
    List<FoundPoint> unionFront,
    Optional<FeasibilityAnalysis> feasibility,
    List<AttainmentLine> attainment) {

  /** Copies the collections. */
  public AlgorithmAnalysis {
    runs = List.copyOf(runs);
    indicators = Collections.unmodifiableMap(new LinkedHashMap<>(indicators));
    curve = List.copyOf(curve);
    targets = List.copyOf(targets);
    medianFront = List.copyOf(medianFront);
    unionFront = List.copyOf(unionFront);
    attainment = List.copyOf(attainment);
  }

  /** Returns the values of an indicator, one a seed. */
  public double[] values(Indicator indicator) {
    return runs.stream().mapToDouble(run -> run.value(indicator)).toArray();
  }

  /** Returns the summary of an indicator. */
  public IndicatorSummary summary(Indicator indicator) {
    return indicators.get(indicator.id());
  }
}

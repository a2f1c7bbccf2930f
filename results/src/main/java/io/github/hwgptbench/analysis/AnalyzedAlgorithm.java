package io.github.hwgptbench.analysis;

import io.github.hwgptbench.record.Provenance;
import java.util.Map;

/**
 * An algorithm of an analysis.
 *
 * @param name name in the analysis; with the name of its suite if several suites have an algorithm
 *     of this name
 * @param algorithm name in its suite
 * @param suite name of the suite
 * @param settings of the algorithm, as text
 * @param provenance provenance of its runs
 * @since 0.2.0
 */
public record AnalyzedAlgorithm(
    String name,
    String algorithm,
    String suite,
    Map<String, String> settings,
    Provenance provenance) {}

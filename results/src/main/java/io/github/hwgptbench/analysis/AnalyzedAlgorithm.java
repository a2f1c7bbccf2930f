package io.github.hwgptbench.analysis;

import io.github.hwgptbench.record.Provenance;
import java.util.Map;

/**
 * An algorithm that an analysis is of.
 *
 * @param name in the analysis; with the name of its suite where several suites have one of this
 *     name
 * @param algorithm its own name, as the suite says it
 * @param suite name of the suite
 * @param settings of the algorithm, as text
 * @param provenance what computed its runs
 * @since 0.2.0
 */
public record AnalyzedAlgorithm(
    String name,
    String algorithm,
    String suite,
    Map<String, String> settings,
    Provenance provenance) {}

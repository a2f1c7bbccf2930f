package io.github.hwgptbench.analysis;

import java.util.Optional;

/**
 * A run that a suite planned and that does not count.
 *
 * @param suite name of the suite
 * @param problem full name of the problem
 * @param algorithm name in the analysis
 * @param seed seed of the run
 * @param why how it failed; empty if it was not finished
 */
public record MissingRun(
    String suite, String problem, String algorithm, long seed, Optional<String> why) {}

package io.github.hwgptbench.analysis;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A planned run that does not count.
 *
 * @param suite name of the suite
 * @param problem full name of the problem
 * @param algorithm name in the analysis
 * @param seed seed of the run
 * @param failure why it failed; null if it was not finished
 */
public record MissingRun(
    String suite,
    String problem,
    String algorithm,
    long seed,
    @Nullable String failure) {

  /** Returns why it failed; empty if it was not finished. */
  public Optional<String> why() {
    return Optional.ofNullable(failure);
  }
}

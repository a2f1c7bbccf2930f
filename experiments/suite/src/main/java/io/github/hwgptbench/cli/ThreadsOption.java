package io.github.hwgptbench.cli;

import io.github.hwgptbench.usage.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many threads a command uses, none of which changes a result. */
final class ThreadsOption {

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of threads (default: one per core). Does not change results.")
  private @Nullable Integer threads;

  /**
   * Returns the number of threads.
   *
   * @throws UsageException if it is not positive
   */
  int count() {
    int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (count < 1) {
      throw UsageException.of("--threads %d; allowed: 1 or more", count);
    }
    return count;
  }
}

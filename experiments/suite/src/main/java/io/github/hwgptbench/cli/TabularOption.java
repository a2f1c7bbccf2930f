package io.github.hwgptbench.cli;

import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.usage.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether searches are restricted to measured architectures. */
final class TabularOption {

  @Option(
      names = "--tabular",
      paramLabel = "DIR",
      description = "Restrict searches to measured architectures, whose values are in the"
          + " tables in this folder (a folder per scale, see docs/tabular.md), in"
          + " place of the surrogates. An architecture that an algorithm proposes is"
          + " replaced by the nearest measured one.")
  private @Nullable Path tables;

  /**
   * Returns the benchmarks, restricted where the option says so.
   *
   * @throws UsageException if there is no such folder
   */
  Benches restrict(Benches benches) {
    if (tables == null) {
      return benches;
    }
    if (!Files.isDirectory(tables)) {
      throw UsageException.of("--tabular %s: no such folder", tables);
    }
    return benches.measuredIn(tables);
  }
}

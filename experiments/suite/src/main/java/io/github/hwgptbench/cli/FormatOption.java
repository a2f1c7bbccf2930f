package io.github.hwgptbench.cli;

import picocli.CommandLine.Option;

/** How a command prints its table. */
final class FormatOption {

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "Output format: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Table.Format format;

  Table.Format format() {
    return format;
  }
}

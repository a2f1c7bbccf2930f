package io.github.hwgptbench.cli;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the objectives. */
@Command(
    name = "objectives",
    description = {"List everything that can be asked of an architecture, with its unit.", ""},
    footerHeading = "%nExample:%n",
    footer = "  hwgpt objectives --scale m")
final class ObjectivesCommand extends ConsoleCommand {

  @Mixin
  private BenchOptions options;

  @Mixin
  private FormatOption format;

  @Override
  void execute() throws IOException {
    Table table = new Table("objective", "unit", "better", "meaning");
    try (HwGptBench bench = options.open()) {
      for (Objective objective : bench.objectives()) {
        table.add(
            objective.toString(),
            objective.unit(),
            objective.metric().maximized() ? "more" : "less",
            objective.metric().description());
      }
    }
    table.print(format.format(), out());
  }
}

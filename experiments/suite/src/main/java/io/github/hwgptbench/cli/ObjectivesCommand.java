package io.github.hwgptbench.cli;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.ComputeEvaluator;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.surrogate.MeasuredPerplexity;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the objectives. */
@Command(
    name = "objectives",
    description = {"List all objectives with their units.", ""},
    footerHeading = "%nExample:%n",
    footer = "  hwgpt objectives --scale m")
final class ObjectivesCommand extends ConsoleCommand {

  private static final Map<Objective, String> VARIANTS = Map.of(
      MeasuredPerplexity.OBJECTIVE, "perplexity, at the measured level",
      ComputeEvaluator.ESTIMATE, "FLOPs per sequence, as the authors' API estimates them");

  @Mixin
  private BenchOptions options;

  @Mixin
  private FormatOption format;

  @Override
  void execute() throws IOException {
    Table table = new Table("objective", "unit", "better", "meaning");
    try (HwGptBench bench = options.open()) {
      for (Objective objective : bench.objectives()) {
        add(table, objective, objective.metric().description());
      }
      for (Objective variant : bench.variants()) {
        add(table, variant, Objects.requireNonNull(VARIANTS.get(variant)));
      }
    }
    table.print(format.format(), out());
  }

  private static void add(Table table, Objective objective, String meaning) {
    table.add(
        objective.toString(),
        objective.unit(),
        objective.metric().maximized() ? "more" : "less",
        meaning);
  }
}

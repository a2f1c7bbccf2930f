package io.github.hwgptbench.cli;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.Objective;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the devices. */
@Command(
    name = "devices",
    description = {"List the devices and their metrics.", ""},
    footerHeading = "%nExample:%n",
    footer = "  hwgpt devices --models my-models")
final class DevicesCommand extends ConsoleCommand {

  @Mixin
  private BenchOptions options;

  @Mixin
  private FormatOption format;

  @Override
  void execute() throws IOException {
    Table table = new Table("device", "kind", "metrics");
    try (HwGptBench bench = options.open()) {
      for (Device device : bench.devices()) {
        table.add(
            device.id(), device.kind().name().toLowerCase(Locale.ROOT), metrics(bench, device));
      }
    }
    table.print(format.format(), out());
  }

  private static String metrics(HwGptBench bench, Device device) {
    return bench.objectives().stream()
        .filter(objective -> objective.device().filter(device.id()::equals).isPresent())
        .map(Objective::metric)
        .map(metric -> metric.id())
        .collect(Collectors.joining(" "));
  }
}

package io.github.hwgptbench.cli;

import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.Setting;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the algorithms. */
@Command(
    name = "algorithms",
    description = {"List the search algorithms.", ""},
    footerHeading = "%nExample:%n",
    footer = "  hwgpt algorithms")
final class AlgorithmsCommand implements Runnable {

  @Spec
  private CommandSpec spec;

  @Mixin
  private FormatOption format;

  @Override
  public void run() {
    Table table = new Table("algorithm", "description", "settings");
    AlgorithmRegistry.load().factories().forEach(factory -> {
      AlgorithmName name = new AlgorithmName(factory.name(), factory.preset(), Map.of());
      String settings =
          factory.settings().stream().map(Setting::toString).collect(Collectors.joining(", "));
      table.add(name.toString(), factory.description(), settings);
    });
    table.print(format.format(), spec.commandLine().getOut());
  }
}

package io.github.hwgptbench.cli;

import io.github.hwgptbench.algorithm.SearchAlgorithm;
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
    Table table = new Table("algorithm", "description");
    SearchAlgorithm.all()
        .forEach(algorithm -> table.add(algorithm.name(), algorithm.description()));
    table.print(format.format(), spec.commandLine().getOut());
  }
}

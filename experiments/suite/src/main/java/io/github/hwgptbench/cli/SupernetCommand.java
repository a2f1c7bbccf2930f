package io.github.hwgptbench.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands of supernets. */
@Command(
    name = "supernet",
    description = {
      "Prepare corpora and shapes for supernets, and export them. 'hwgpt"
          + " supernet train' trains one.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {TokensCommand.class, ShapeCommand.class, SupernetExportCommand.class},
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt supernet tokens --text book.txt --out book.tokens",
      "  hwgpt supernet shape --space mine.yaml --out mine.json",
      "  hwgpt supernet export --weights my-supernet --to my-supernet.onnx"
    })
final class SupernetCommand implements Runnable {

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "No command");
  }
}

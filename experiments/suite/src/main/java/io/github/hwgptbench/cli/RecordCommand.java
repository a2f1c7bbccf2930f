package io.github.hwgptbench.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is done with the files of records. */
@Command(
    name = "record",
    description = {"Convert the files of records.", ""},
    synopsisSubcommandLabel = "COMMAND",
    subcommands = UpgradeCommand.class,
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExample:%n",
    footer = {"  hwgpt record upgrade results/runs/mine"})
final class RecordCommand implements Runnable {

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "No command");
  }
}

package io.github.hwgptbench.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the help of a command. */
@Command(
    name = "help",
    description = {"Print the help of a command, or the list of all commands.", ""},
    footerHeading = "%nExamples:%n",
    footer = {"  hwgpt help", "  hwgpt help run", "  hwgpt help supernet tokens"})
final class HelpCommand extends ConsoleCommand {

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "The command.",
      completionCandidates = Commands.class)
  private List<String> names = new ArrayList<>();

  /** For completion in shells. */
  static final class Commands implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return HwGpt.commands().iterator();
    }
  }

  @Override
  void execute() {
    CommandLine command = HwGpt.commandLine(out(), err());
    for (String name : names) {
      CommandLine next = command.getSubcommands().get(name);
      if (next == null) {
        throw HwGpt.unknownCommand(command, name);
      }
      command = next;
    }
    command.usage(out());
  }
}

package io.github.hwgptbench.cli;

import java.util.Locale;
import java.util.Objects;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** Prints a script with which a shell completes commands and options. */
@Command(
    name = "completion",
    description = {
      "Print a script by which a shell completes commands and options at the"
          + " Tab key, for hwgpt in any folder. Both shells take the same script; in"
          + " zsh it loads compinit, unless it is loaded, and bashcompinit. The first"
          + " example is for ~/.bashrc or ~/.zshrc.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  eval \"$(hwgpt completion bash)\"",
      "  hwgpt completion bash > ~/.local/share/bash-completion/completions/hwgpt"
    })
final class CompletionCommand extends ConsoleCommand {

  /** The shells that there are scripts for. */
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  private Shell shell;

  @Override
  void execute() {
    CommandLine root = HwGpt.commandLine(out(), err());
    // The launcher starts it from another module, which this one does not know.
    Objects.requireNonNull(root.getSubcommands().get("supernet"))
        .addSubcommand("train", CommandSpec.create());
    out().print(script(root));
    out().flush();
  }

  /** Picocli numbers the variables of the script in the digits of the default locale. */
  private static String script(CommandLine root) {
    Locale ofMachine = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    try {
      return AutoComplete.bash("hwgpt", root);
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, ofMachine);
    }
  }
}

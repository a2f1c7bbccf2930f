package io.github.hwgptbench.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script with which a shell completes commands and options. */
@Command(
    name = "completion",
    description = {
      "Print a script with which a shell completes commands and options at the Tab key."
          + " The same script serves both shells.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(hwgpt completion bash)",
      "  hwgpt completion bash > ~/.local/share/bash-completion/completions/hwgpt"
    })
final class CompletionCommand implements Runnable {

  /** The shells that there are scripts for. */
  private enum Shell {
    BASH,
    ZSH
  }

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell;

  @Override
  public void run() {
    spec.commandLine().getOut().print(AutoComplete.bash("hwgpt", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
  }
}

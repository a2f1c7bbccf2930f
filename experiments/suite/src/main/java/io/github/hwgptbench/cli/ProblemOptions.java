package io.github.hwgptbench.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What a search optimises, and what has to hold: the options of commands that begin one. */
final class ProblemOptions {

  @Option(
      names = "--objectives",
      paramLabel = "OBJECTIVE",
      split = ",",
      defaultValue = "perplexity,energy@rtx2080",
      description =
          "One or more objectives, see 'hwgpt objectives' (default:" + " ${DEFAULT-VALUE}).")
  private List<String> objectives;

  @Option(
      names = "--constraints",
      paramLabel = "CONSTRAINT",
      split = ",",
      description = "Constraints, such as 'params<=150000000' or 'latency@a100<=20'.")
  private List<String> constraints = new ArrayList<>();

  /** Returns the objectives as they were given. */
  List<String> objectives() {
    return objectives;
  }

  /** Returns the constraints as they were given. */
  List<String> constraints() {
    return constraints;
  }
}

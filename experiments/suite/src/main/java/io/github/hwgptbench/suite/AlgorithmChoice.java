package io.github.hwgptbench.suite;

import io.github.hwgptbench.adapter.process.ExternalProgram;
import io.github.hwgptbench.adapter.process.ProgramCommand;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import java.util.Locale;
import java.util.Optional;

/**
 * An algorithm that was asked for: one that there is, by its name, or a program, by the command
 * that starts it.
 *
 * @param name what it is called
 * @param command empty where there is an algorithm of this name
 */
public record AlgorithmChoice(AlgorithmName name, Optional<ProgramCommand> command) {

  /** Returns the choice of an algorithm that there is. */
  public static AlgorithmChoice of(AlgorithmName name) {
    return new AlgorithmChoice(name, Optional.empty());
  }

  /**
   * Makes the algorithm.
   *
   * @throws IllegalArgumentException if there is none of this name, or one and a command, or a
   *     setting is wrong
   */
  public SearchAlgorithm algorithm(AlgorithmRegistry registry) {
    if (command.isEmpty()) {
      return registry.algorithm(name);
    }
    if (registry.factories().stream().anyMatch(it -> it.name().equalsIgnoreCase(name.name()))) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "Algorithm '%s': there is one of this name; give the program another",
          name));
    }
    return new ExternalProgram(name, command.get());
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name.toString();
  }
}

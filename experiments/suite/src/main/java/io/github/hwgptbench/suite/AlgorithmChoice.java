package io.github.hwgptbench.suite;

import io.github.hwgptbench.adapter.process.ExternalProgram;
import io.github.hwgptbench.adapter.process.ProgramCommand;
import io.github.hwgptbench.algorithm.AlgorithmFactory;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.usage.UsageException;
import java.util.Map;

/** A requested algorithm. */
sealed interface AlgorithmChoice {

  /**
   * Makes the algorithm.
   *
   * @throws IllegalArgumentException if there is none of this name, or a setting is wrong
   */
  SearchAlgorithm algorithm(AlgorithmRegistry registry);

  /**
   * Returns the algorithm that a plan or a record names: an algorithm of the registry, or a program
   * if there is none of this name.
   *
   * @param settings all settings, as text
   * @param asynchronous whether a program can have several pending candidates
   * @since 0.2.0
   */
  static AlgorithmChoice recorded(
      AlgorithmName name,
      Map<String, String> settings,
      boolean asynchronous,
      AlgorithmRegistry registry) {
    String command = settings.get(ExternalProgram.COMMAND);
    return known(name, registry) || command == null
        ? new Named(name)
        : new Program(name, ProgramCommand.parse(command), asynchronous);
  }

  private static boolean known(AlgorithmName name, AlgorithmRegistry registry) {
    return registry.factories().stream().anyMatch(it -> it.name().equalsIgnoreCase(name.name()));
  }

  /**
   * An algorithm of the registry.
   *
   * @param name its name, with preset and settings
   */
  record Named(AlgorithmName name) implements AlgorithmChoice {

    @Override
    public SearchAlgorithm algorithm(AlgorithmRegistry registry) {
      try {
        return registry.algorithm(name);
      } catch (UsageException e) {
        if (known(name, registry)) {
          throw e;
        }
        throw new UsageException(
            e.getMessage()
                + "; a program needs a suite file with its command, see docs/ask-tell.md",
            e);
      }
    }

    /** Returns the name. */
    @Override
    public String toString() {
      return name.toString();
    }
  }

  /**
   * A program.
   *
   * @param name its name, which no algorithm in the registry has
   * @param command starts it
   * @param asynchronous whether it can have several pending candidates
   */
  record Program(AlgorithmName name, ProgramCommand command, boolean asynchronous)
      implements AlgorithmChoice {

    @Override
    public SearchAlgorithm algorithm(AlgorithmRegistry registry) {
      if (known(name, registry)) {
        throw UsageException.of(
            "Algorithm '%s': this name is taken; give the program another", name);
      }
      return new ExternalProgram(name, command, asynchronous);
    }

    /** Returns the name. */
    @Override
    public String toString() {
      return name.toString();
    }
  }

  /**
   * An algorithm that needs no registry.
   *
   * @param algorithm with its settings
   */
  record Given(SearchAlgorithm algorithm) implements AlgorithmChoice {

    /** Chooses the algorithm of a factory, with default settings. */
    public Given(AlgorithmFactory factory) {
      this(factory.create(Settings.of(factory.settings(), Map.of())));
    }

    @Override
    public SearchAlgorithm algorithm(AlgorithmRegistry registry) {
      return algorithm;
    }

    /** Returns the name of the algorithm. */
    @Override
    public String toString() {
      return algorithm.name().toString();
    }
  }
}

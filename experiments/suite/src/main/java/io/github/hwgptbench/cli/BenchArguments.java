package io.github.hwgptbench.cli;

import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.suite.WorkOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options that choose the source of values of problems, as one process passes them to another.
 *
 * @since 0.2.0
 */
@Command
public final class BenchArguments {

  /** The scale is that of the problems. */
  private static final String SCALE = "--scale";

  private static final String MODEL = "--model";
  /** A folder that other processes write to, and make where it is missing. */
  private static final String SCORE_CACHE = "--score-cache";

  @Mixin
  private BenchOptions options;

  @Mixin
  private TabularOption tables;

  private BenchArguments() {}

  /**
   * Opens the source of values.
   *
   * @param words as {@link WorkOrder#options} has them, with the files of this machine
   * @param threads how many threads evaluate a supernet
   */
  public static Benches open(List<String> words, int threads) {
    BenchArguments arguments = new BenchArguments();
    line(arguments).parseArgs(words.toArray(String[]::new));
    arguments.options.threads(threads);
    return arguments.tables.restrict(arguments.options.benches());
  }

  private static CommandLine line(BenchArguments arguments) {
    CommandLine line = new CommandLine(arguments).setCaseInsensitiveEnumValuesAllowed(true);
    HwGpt.registerChoices(line);
    return line;
  }

  /** Returns the options of a command that are of this kind, with absolute names of files. */
  static List<WorkOrder.Word> of(ParseResult parsed) {
    List<WorkOrder.Word> words = new ArrayList<>();
    for (OptionSpec option : line(new BenchArguments()).getCommandSpec().options()) {
      String name = option.longestName();
      if (parsed.hasMatchedOption(name) && !name.equals(SCALE)) {
        OptionSpec given = parsed.matchedOption(name);
        given.stringValues().forEach(value -> words.add(word(given, name, value)));
      }
    }
    return words;
  }

  private static WorkOrder.Word word(OptionSpec option, String name, String value) {
    if (name.equals(SCORE_CACHE) && !value.equals(SupernetOptions.NO_CACHE)) {
      return new WorkOrder.Word(name + "=" + absolute(value), null);
    }
    boolean isFile = option.type() == Path.class
        || option.auxiliaryTypes().length > 0 && option.auxiliaryTypes()[0] == Path.class;
    int file = name.equals(MODEL) ? value.indexOf('=') + 1 : isFile ? 0 : -1;
    return file < 0
        ? new WorkOrder.Word(name + "=" + value, null)
        : new WorkOrder.Word(
            name + "=" + value.substring(0, file), absolute(value.substring(file)));
  }

  private static Path absolute(String file) {
    return Path.of(file).toAbsolutePath().normalize();
  }
}

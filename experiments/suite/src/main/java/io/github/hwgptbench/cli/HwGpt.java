package io.github.hwgptbench.cli;

import io.github.hwgptbench.adapter.process.ProgramFailedException;
import io.github.hwgptbench.checkpoint.CheckpointFileException;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.launcher.Launcher;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.onnx.InputEncoding;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.supernet.SupernetFileException;
import io.github.hwgptbench.surrogate.SurrogateFileException;
import io.github.hwgptbench.usage.Defect;
import io.github.hwgptbench.usage.PluginException;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line of the benchmark. Exit codes: 0 on success, 2 for wrong usage (a
 * {@link UsageException}), 1 for any other failure, errors of this library included.
 */
@Command(
    name = "hwgpt",
    description = {
      "HW-GPT-Bench: search GPT architectures for the best trade-offs between quality and cost"
          + " on 13 devices.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = HwGpt.Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExample:%n",
    footer = "  hwgpt run")
public final class HwGpt implements Runnable {

  private static final List<Class<?>> COMMANDS = List.of(
      RunCommand.class,
      MergeCommand.class,
      RecordCommand.class,
      VerifyCommand.class,
      AskTellCommand.class,
      ServeCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      LeaderboardCommand.class,
      ExportCommand.class,
      FrontCommand.class,
      QueryCommand.class,
      BoundsCommand.class,
      CollectCommand.class,
      FitCommand.class,
      CheckCommand.class,
      ImportCommand.class,
      SupernetCommand.class,
      SpacesCommand.class,
      DevicesCommand.class,
      ObjectivesCommand.class,
      AlgorithmsCommand.class,
      CompletionCommand.class,
      HelpCommand.class);

  private static final int WRONG_USAGE = 2;
  private static final int WENT_WRONG = 1;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      hidden = true,
      description = "After an error, also print its stack trace.")
  private boolean stacktrace;

  HwGpt() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    // Figures are drawn in memory, also where a display is named that can't be reached.
    System.setProperty("java.awt.headless", "true");
    PrintWriter out = new PrintWriter(new StandardOutput(), true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    String unreadable = Launcher.unreadable(args);
    if (unreadable != null) {
      err.println("hwgpt: " + unreadable);
      System.exit(WRONG_USAGE);
    }
    System.exit(execute(out, err, args));
  }

  /**
   * Runs one command.
   *
   * @param out receives the output
   * @param err receives errors and progress
   * @return the exit code
   */
  static int execute(PrintWriter out, PrintWriter err, String... args) {
    return execute(commandLine(out, err, args), args);
  }

  /** Returns the names of all commands. */
  static List<String> commands() {
    return COMMANDS.stream().map(HwGpt::name).toList();
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  /**
   * Returns the command line with the command that arguments begin with, or else with all: reading
   * the annotations of all takes longer than many a command.
   */
  static CommandLine commandLine(PrintWriter out, PrintWriter err, String... args) {
    HwGpt root = new HwGpt();
    CommandLine line = new CommandLine(root);
    COMMANDS.stream()
        .filter(command -> args.length > 0 && name(command).equals(args[0]))
        .findFirst()
        .map(List::<Class<?>>of)
        .orElse(COMMANDS)
        .forEach(line::addSubcommand);
    line.setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, arguments) -> root.wrongUsage(e))
        .setExecutionExceptionHandler((e, command, result) -> root.failed(e, command));
    registerChoices(line);
    HelpText.setUp(line);
    return line;
  }

  static void registerChoices(CommandLine line) {
    ChoiceConverter.register(line, OnnxOptions.Engine.class);
    ChoiceConverter.register(line, InputEncoding.class);
    ChoiceConverter.register(line, Table.Format.class);
    ChoiceConverter.register(line, ExportCommand.Format.class);
    ChoiceConverter.register(line, FigureFile.class);
    ChoiceConverter.register(line, SupernetExportCommand.Format.class);
    ChoiceConverter.register(line, CompletionCommand.Shell.class);
  }

  /**
   * Also says what no command can say of itself: that memory or the output came to an end. All that
   * commands print goes through here, so it can command no terminal.
   */
  static int execute(CommandLine line, String... args) {
    line.setOut(new ConsoleWriter(line.getOut())).setErr(new ConsoleWriter(line.getErr()));
    warnOfOldNames(line.getErr(), args);
    int exitCode;
    try {
      exitCode = line.execute(args);
    } catch (OutOfMemoryError e) {
      line.getErr()
          .printf(
              Locale.ROOT,
              "%s: out of memory%s; HWGPT_JAVA_OPTS=-Xmx8g, for instance, sets 8 GB%n",
              line.getCommandName(),
              e.getMessage() == null ? "" : " (" + e.getMessage() + ")");
      exitCode = WENT_WRONG;
    } catch (StackOverflowError | LinkageError | AssertionError e) {
      line.getErr().println(message(line, Defect.describe(e)));
      exitCode = WENT_WRONG;
    }
    // Print streams swallow errors; only asking tells that a disk is full or a pipe was closed.
    if (line.getOut().checkError()) {
      line.getErr()
          .printf(
              Locale.ROOT, "%s: the output can't be written completely%n", line.getCommandName());
      exitCode = exitCode == 0 ? WENT_WRONG : exitCode;
    }
    line.getErr().flush();
    return exitCode;
  }

  private static void warnOfOldNames(PrintWriter err, String... args) {
    Stream.of(args)
        .flatMap(arg -> Stream.of(arg.toLowerCase(Locale.ROOT).split("[,()<>=]|-(?:max|min)-")))
        .distinct()
        .forEach(name -> Objective.renamed(name)
            .ifPresent(renamed -> err.printf(
                Locale.ROOT, "Objective '%s': an old name; write '%s'%n", name, renamed)));
  }

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "No command");
  }

  private int wrongUsage(ParameterException e) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(message(command, usageMistake(e)));
    err.println(
        TypedCommand.in(Text.format("Try '%s --help'.", command.getCommandSpec().qualifiedName())));
    return WRONG_USAGE;
  }

  private static String usageMistake(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    if (e instanceof OverwrittenOptionException twice) {
      String name = twice.getOverwritten() instanceof OptionSpec option
          ? option.longestName()
          : twice.getOverwritten().paramLabel();
      return Text.format("%s: given twice; allowed: once", name);
    }
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      if (unmatched.isUnknownOption()) {
        List<String> known = command.options().stream()
            .filter(option -> !option.hidden())
            .flatMap(option -> Stream.of(option.names()))
            .toList();
        return Text.format("Unknown option: '%s'", first)
            + Suggestion.closest(first, known)
                .map(name -> " (did you mean '" + name + "'?)")
                .orElse("");
      }
      if (!command.subcommands().isEmpty()) {
        return String.valueOf(unknownCommand(e.getCommandLine(), first).getMessage());
      }
    }
    return String.valueOf(e.getMessage());
  }

  /** Returns what is wrong where a command has no subcommand of a name. */
  static ParameterException unknownCommand(CommandLine command, String name) {
    Set<String> known = command.getSubcommands().keySet();
    return new ParameterException(
        command, Text.format("Command '%s': unknown; %s", name, Suggestion.known(name, known)));
  }

  private int failed(Exception e, CommandLine command) {
    PrintWriter err = command.getErr();
    if (stacktrace) {
      e.printStackTrace(err);
    }
    boolean fileIsWrong = e.getCause() instanceof IOException;
    if (e instanceof InvalidPathException || e instanceof UsageException && !fileIsWrong) {
      return wrongUsage(new ParameterException(command, e.getMessage(), e));
    }
    err.println(message(command, reason(e)));
    return WENT_WRONG;
  }

  private static String reason(Exception e) {
    if (e instanceof UncheckedIOException unchecked) {
      return reason(Objects.requireNonNull(unchecked.getCause()));
    }
    // Only messages of the library are sentences; those of the file system are bare file names.
    boolean sentence = e.getClass() == IOException.class
        || e instanceof UsageException
        || e instanceof SurrogateFileException
        || e instanceof CheckpointFileException
        || e instanceof SupernetFileException
        || e instanceof PluginException
        || e instanceof ProgramFailedException
        || e instanceof RunsFailedException;
    if (sentence && e.getMessage() != null) {
      return e.getMessage();
    }
    return e instanceof IOException || e instanceof InterruptedException
        ? Text.format("%s (add --stacktrace for details)", e)
        : Defect.describe(e);
  }

  private static String message(CommandLine command, String text) {
    return Text.format("%s: %s", command.getCommandSpec().qualifiedName(), TypedCommand.in(text));
  }

  /** Says the version of the library and of Java. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      Provenance provenance = Provenance.of("");
      return new String[] {
        Text.format("hwgptbench %s, Java %s", provenance.version(), provenance.java())
      };
    }
  }
}

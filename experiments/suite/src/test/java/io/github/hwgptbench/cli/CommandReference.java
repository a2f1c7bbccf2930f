package io.github.hwgptbench.cli;

import io.github.hwgptbench.internal.text.Text;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The page docs/cli.md: the help of every command as Markdown. */
final class CommandReference {

  private static final String CALLED = "./hwgpt";

  /** Options that every command has, which the page describes once. */
  private static final List<String> COMMON = List.of("--help", "--version", "--stacktrace");

  /** Quoted code, pages of the documentation, and options. */
  private static final Pattern CODE =
      Pattern.compile("(?<!\\w)'([^']+)'(?!\\w)|docs/([\\w-]+\\.md)|(?<![\\w-])--[a-z][\\w-]*");

  private static final String INTRODUCTION = """
      # Command line

      All commands of `./hwgpt`, with their options and examples. The same text is printed by `./hwgpt help COMMAND`. This
      page is generated from the commands ([CONTRIBUTING.md](../CONTRIBUTING.md#documentation)); `./hwgpt supernet train`,
      which is in a separate module, is described in [training.md](training.md).

      On Windows, use `hwgpt.bat` in place of `./hwgpt`, and double quotes in place of single ones. Every command also takes
      these options:

      | option | effect |
      |---|---|
      | `-h`, `--help` | Print the help of the command and exit. |
      | `-V`, `--version` | Print the version of the library and of Java, and exit. |
      | `--stacktrace` | After an error, also print where in the program it came from. |

      Exit codes are the same for all commands:

      | exit code | meaning |
      |---:|---|
      | 0 | The command completed. |
      | 1 | It failed: a file that cannot be read or written, a run that failed, a check that did not pass, an error of the library. |
      | 2 | Wrong usage: an unknown option, or a value that is not allowed. The message names what is allowed. |

      """;

  private final StringBuilder page = new StringBuilder(INTRODUCTION);

  private CommandReference() {}

  /** Returns the page. */
  static String markdown() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    List<CommandLine> commands = commands(HwGpt.commandLine(nowhere, nowhere)).toList();
    CommandReference reference = new CommandReference();
    reference.overview(commands);
    commands.forEach(reference::section);
    return reference.page.toString();
  }

  private static Stream<CommandLine> commands(CommandLine parent) {
    return parent.getSubcommands().values().stream()
        .flatMap(command -> Stream.concat(Stream.of(command), commands(command)));
  }

  private void overview(List<CommandLine> commands) {
    line("| command | purpose |");
    line("|---|---|");
    for (CommandLine command : commands) {
      String name = name(command);
      line(
          "| [`%s`](#hwgpt-%s) | %s |",
          name, name.replace(' ', '-'), cell(firstSentence(description(command))));
    }
  }

  private void section(CommandLine command) {
    line("%n## hwgpt %s%n", name(command));
    line("```");
    line("%s", synopsis(command));
    line("```");
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    for (String paragraph : usage.description()) {
      if (!paragraph.isBlank()) {
        line("%n%s", prose(formatted(paragraph)));
      }
    }
    arguments(command.getCommandSpec());
    options(command.getCommandSpec());
    examples(usage.footer());
  }

  private void arguments(CommandSpec command) {
    List<PositionalParamSpec> shown = command.positionalParameters().stream()
        .filter(argument -> !argument.hidden())
        .toList();
    if (!shown.isEmpty()) {
      line("%n| argument | description |");
      line("|---|---|");
      shown.forEach(
          argument -> line("| `%s` | %s |", argument.paramLabel(), cell(description(argument))));
    }
  }

  private void options(CommandSpec command) {
    List<OptionSpec> shown = command.options().stream()
        .filter(option -> !option.hidden() && !COMMON.contains(option.longestName()))
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .toList();
    if (!shown.isEmpty()) {
      line("%n| option | description |");
      line("|---|---|");
      shown.forEach(option -> line("| %s | %s |", names(option), cell(description(option))));
    }
  }

  private static String names(OptionSpec option) {
    String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    return Stream.of(option.names())
        .map(name -> "`" + name + value + "`")
        .collect(Collectors.joining(", "));
  }

  private void examples(String... footer) {
    boolean code = false;
    line("%nExamples:");
    for (String text : footer) {
      boolean command = text.startsWith("  ");
      if (command != code) {
        line(command ? "%n```" : "```%n");
        code = command;
      }
      if (command) {
        line("%s", TypedCommand.in(text.strip(), CALLED));
      } else if (!text.isBlank()) {
        line("%s", prose(text));
      }
    }
    if (code) {
      line("```");
    }
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName().replaceFirst("^hwgpt ", "");
  }

  private static String synopsis(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    String required = Stream.concat(
            spec.options().stream()
                .filter(option -> option.required() && option.group() == null)
                .map(option -> option.longestName() + " " + option.paramLabel()),
            spec.argGroups().stream().map(ArgGroupSpec::synopsis))
        .map(synopsis -> " " + synopsis)
        .collect(Collectors.joining());
    String synopsis = command.getHelp().abbreviatedSynopsis().strip();
    return TypedCommand.in(synopsis, CALLED)
        .replaceFirst("(?= \\[OPTIONS])", Matcher.quoteReplacement(required));
  }

  private static String description(CommandLine command) {
    return formatted(String.join(" ", command.getCommandSpec().usageMessage().description()));
  }

  private static String description(ArgSpec argument) {
    return formatted(String.join(" ", argument.description()));
  }

  /** Resolves what picocli takes as a format. */
  private static String formatted(String text) {
    return Text.format(text).strip();
  }

  private static String firstSentence(String text) {
    return text.replaceFirst("(?s)(?<=[a-z)'])[.:] .*", ".");
  }

  private static String cell(String text) {
    return prose(text).replaceAll("\\s+", " ").replace("|", "\\|");
  }

  private static String prose(String text) {
    return CODE.matcher(text.replace("<", "&lt;")).replaceAll(found -> {
      String pageName = found.group(2);
      if (pageName != null) {
        return "[" + pageName + "](" + pageName + ")";
      }
      String quoted = found.group(1);
      String code = quoted == null ? found.group() : quoted.replace("&lt;", "<");
      return Matcher.quoteReplacement("`" + TypedCommand.in(code, CALLED) + "`");
    });
  }

  private void line(String format, Object... values) {
    page.append(Text.format(format + "%n", values).replace(System.lineSeparator(), "\n"));
  }
}

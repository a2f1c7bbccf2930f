package io.github.hwgptbench.cli;

import java.io.File;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Help that fits the terminal, with commands as the user types them. Examples go on in a new line
 * behind a backslash, as shells have it.
 */
final class HelpText {

  private static final int USUAL_WIDTH = 80;
  private static final int LONGEST_WIDTH = 96;
  /** The narrowest help that picocli makes; narrower lines are broken again. */
  private static final int NARROWEST = 55;

  private static final boolean WINDOWS = File.separatorChar == '\\';
  private static final String GOES_ON = WINDOWS ? " ^" : " \\";

  private HelpText() {}

  /** Sets up a command line and all of its commands. */
  static void setUp(CommandLine line) {
    setUp(line, Math.min(LONGEST_WIDTH, Terminal.columns(USUAL_WIDTH)));
  }

  static void setUp(CommandLine line, int width) {
    line.setUsageHelpWidth(Math.max(NARROWEST, width));
    Map<String, IHelpSectionRenderer> sections = new HashMap<>(line.getHelpSectionMap());
    sections.replaceAll((key, section) -> help -> fitted(section.render(help), width));
    sections.put(UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING, help -> "");
    sections.put(UsageMessageSpec.SECTION_KEY_SYNOPSIS, help -> synopsis(help, width));
    sections.put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> examples(help, width));
    line.setHelpSectionMap(sections);
  }

  private static String fitted(String text, int width) {
    return TypedCommand.in(text)
        .lines()
        .map(line -> broken(line, width, ""))
        .collect(Collectors.joining(
            System.lineSeparator(), "", text.isEmpty() ? "" : System.lineSeparator()));
  }

  /** Returns the synopsis behind its heading, with lines that begin under the first command. */
  private static String synopsis(Help help, int width) {
    String heading = help.synopsisHeading();
    // picocli breaks lines behind the commas of lists too.
    String text = help.synopsis(heading.length())
        .lines()
        .map(String::strip)
        .collect(Collectors.joining(" "))
        .replace(", ", ",");
    String indented = " ".repeat(heading.length()) + TypedCommand.in(text);
    return heading
        + broken(indented, width, "").substring(heading.length())
        + System.lineSeparator();
  }

  private static String examples(Help help, int width) {
    return List.of(help.commandSpec().usageMessage().footer()).stream()
        .map(TypedCommand::in)
        // The command prompt knows double quotes only.
        .map(line -> WINDOWS ? line.replace('\'', '"') : line)
        .map(line -> broken(line, width, line.startsWith("  ") ? GOES_ON : ""))
        .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
  }

  /**
   * Breaks a line between words, where it is too long.
   *
   * @param goesOn stands at the end of lines that go on
   */
  static String broken(String line, int width, String goesOn) {
    if (line.length() <= width) {
      return line;
    }
    String text = line.stripLeading();
    int indent = Math.min(line.length() - text.length(), width / 2);
    StringBuilder lines = new StringBuilder(" ".repeat(indent));
    int room = width - indent - goesOn.length();
    String more = System.lineSeparator() + " ".repeat(goesOn.isEmpty() ? indent : indent + 2);
    while (text.length() > room) {
      int space = text.lastIndexOf(' ', room);
      space = space <= 0 ? text.indexOf(' ') : space;
      if (space <= 0) {
        break;
      }
      lines.append(text.substring(0, space).stripTrailing()).append(goesOn).append(more);
      text = text.substring(space).stripLeading();
      room = width - (more.length() - System.lineSeparator().length()) - goesOn.length();
    }
    return lines.append(text).toString();
  }
}

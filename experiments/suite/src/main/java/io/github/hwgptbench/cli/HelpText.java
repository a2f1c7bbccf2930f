package io.github.hwgptbench.cli;

import java.io.File;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  /** Wider than any text: picocli would break names behind their dots. */
  private static final int UNBROKEN = 10_000;
  /**
   * What stands before the description of an option or a command, in the same line. The longest
   * names of options are one space before it.
   */
  private static final Pattern NAME =
      Pattern.compile(" +\\S.*? {2,}(?=\\S)|(?= {2,}-).{27} (?=\\S)");

  private static final boolean WINDOWS = File.separatorChar == '\\';
  private static final String GOES_ON = WINDOWS ? " ^" : " \\";

  private HelpText() {}

  /** Sets up a command line and all of its commands. */
  static void setUp(CommandLine line) {
    setUp(line, Math.min(LONGEST_WIDTH, Terminal.columns(USUAL_WIDTH)));
  }

  static void setUp(CommandLine line, int width) {
    line.setUsageHelpWidth(UNBROKEN);
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
        .map(line -> broken(line, width, below(line), ""))
        .collect(Collectors.joining(
            System.lineSeparator(), "", text.isEmpty() ? "" : System.lineSeparator()));
  }

  /** Returns where a line goes on: a bit to the right of its description, if it has one. */
  private static int below(String line) {
    Matcher name = NAME.matcher(line);
    int column = name.lookingAt() ? name.end() : indent(line);
    return column == 0 ? 0 : column + 2;
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  /** Returns the synopsis behind its heading, with lines that begin under the first command. */
  private static String synopsis(Help help, int width) {
    String heading = help.synopsisHeading();
    String text = heading + TypedCommand.in(help.synopsis(heading.length()).strip());
    return broken(text, width, heading.length(), "") + System.lineSeparator();
  }

  private static String examples(Help help, int width) {
    return List.of(help.commandSpec().usageMessage().footer()).stream()
        .map(TypedCommand::in)
        // The command prompt knows double quotes only.
        .map(line -> WINDOWS ? line.replace('\'', '"') : line)
        .map(line -> line.startsWith("  ")
            ? broken(line, width, indent(line) + 2, GOES_ON)
            : broken(line, width, 0, ""))
        .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
  }

  /**
   * Breaks a line between words, where it is too long.
   *
   * @param below how many spaces the lines begin with that go on
   * @param goesOn stands at the end of lines that go on
   */
  private static String broken(String line, int width, int below, String goesOn) {
    if (line.length() <= width) {
      return line;
    }
    String more = goesOn + System.lineSeparator() + " ".repeat(Math.min(below, width / 2));
    StringBuilder lines = new StringBuilder();
    String rest = line;
    int begin = indent(line);
    int room = width - goesOn.length();
    while (rest.length() > room) {
      int space = rest.lastIndexOf(' ', room);
      space = space <= begin ? rest.indexOf(' ', begin) : space;
      if (space < 0) {
        break;
      }
      lines.append(rest.substring(0, space).stripTrailing()).append(more);
      rest = rest.substring(space).stripLeading();
      begin = 0;
      room = width - goesOn.length() - Math.min(below, width / 2);
    }
    return lines.append(rest).toString();
  }
}

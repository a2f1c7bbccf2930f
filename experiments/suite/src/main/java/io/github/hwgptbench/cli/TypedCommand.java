package io.github.hwgptbench.cli;

import java.io.File;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands in texts as the user has to type them, such as {@code ./hwgpt run}. */
final class TypedCommand {

  private static final boolean WINDOWS = File.separatorChar == '\\';
  private static final Pattern COMMAND = Pattern.compile("(?<![\\w./\\\\-])hwgpt(?=\\s+[a-z-])");
  /** What no shell changes. */
  private static final Pattern PLAIN = Pattern.compile("[\\w./:@+%-][\\w./=,:@+%~-]*");
  /** What neither the command prompt nor PowerShell changes. */
  private static final Pattern PLAIN_ON_WINDOWS = Pattern.compile("[\\w.\\\\/:-]+");

  private TypedCommand() {}

  /** Returns a text in which every command begins as the user began this one. */
  static String in(String text) {
    return in(text, called());
  }

  static String in(String text, String called) {
    return COMMAND.matcher(text).replaceAll(Matcher.quoteReplacement(quoted(called)));
  }

  /** Returns the command with some arguments, as the user has to type it. */
  static String of(List<String> arguments) {
    return quoted(called())
        + arguments.stream().map(argument -> " " + quoted(argument)).collect(Collectors.joining());
  }

  private static String called() {
    return System.getProperty("hwgptbench.called", "hwgpt");
  }

  /** Returns an argument such that a shell takes it as one. */
  static String quoted(Object argument) {
    return quoted(argument.toString(), WINDOWS);
  }

  static String quoted(String text, boolean windows) {
    if ((windows ? PLAIN_ON_WINDOWS : PLAIN).matcher(text).matches()) {
      return text;
    }
    return windows
        ? '"' + text.replace("\"", "\\\"") + '"'
        : "'" + text.replace("'", "'\\''") + "'";
  }
}

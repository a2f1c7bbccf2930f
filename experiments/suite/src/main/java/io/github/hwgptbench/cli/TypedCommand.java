package io.github.hwgptbench.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands in texts as the user has to type them, such as {@code ./hwgpt run}. */
final class TypedCommand {

  private static final Pattern COMMAND = Pattern.compile("(?<![\\w./\\\\-])hwgpt (?=[a-z-])");
  private static final Pattern PLAIN = Pattern.compile("[\\w./=,:@+%~-]+");

  private TypedCommand() {}

  /** Returns a text in which every command begins as the user began this one. */
  static String in(String text) {
    return in(text, System.getProperty("hwgptbench.called", "hwgpt"));
  }

  static String in(String text, String called) {
    return COMMAND.matcher(text).replaceAll(Matcher.quoteReplacement(quoted(called) + " "));
  }

  /** Returns an argument such that a shell takes it as one. */
  static String quoted(Object argument) {
    String text = argument.toString();
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}

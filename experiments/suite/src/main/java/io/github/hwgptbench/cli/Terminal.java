package io.github.hwgptbench.cli;

import java.util.Locale;
import java.util.Map;

/** What the launcher and the environment say of the terminal; Java alone can't tell. */
final class Terminal {

  private Terminal() {}

  /** Returns whether errors and progress go to a terminal. */
  static boolean interactive() {
    String told = System.getProperty("hwgptbench.terminal");
    return told == null ? System.console() != null : Boolean.parseBoolean(told);
  }

  /** Returns whether the terminal understands escape sequences. */
  static boolean escapes() {
    return escapes(System.getenv());
  }

  static boolean escapes(Map<String, String> environment) {
    String kind = environment.getOrDefault("TERM", "");
    return !kind.isEmpty() && !kind.toLowerCase(Locale.ROOT).equals("dumb");
  }

  /**
   * Returns how many columns lines may have: what the environment variable COLUMNS says, or else
   * the launcher.
   *
   * @param otherwise where neither knows
   */
  static int columns(int otherwise) {
    return columns(System.getenv(), otherwise);
  }

  static int columns(Map<String, String> environment, int otherwise) {
    String given = environment.getOrDefault("COLUMNS", "");
    if (given.matches("[1-9][0-9]{0,4}")) {
      return Integer.parseInt(given);
    }
    int measured = interactive() ? Integer.getInteger("hwgptbench.columns", 0) : 0;
    return measured > 0 ? measured : otherwise;
  }
}

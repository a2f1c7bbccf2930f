package io.github.hwgptbench.usage;

import java.util.Locale;

/** An error of this library, for whoever meets it. */
public final class Defect {

  private Defect() {}

  /** Returns text that describes what escaped, and says how to report it. */
  public static String describe(Throwable escaped) {
    return String.format(
        Locale.ROOT,
        "%s%nThis is an error in hwgptbench or in a plug-in. Please report it with the command, the"
            + " output of 'hwgpt --version' and that of the same command with --stacktrace.",
        escaped);
  }
}

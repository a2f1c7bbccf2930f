package io.github.hwgptbench.usage;

import io.github.hwgptbench.internal.text.Text;

/** An error of this library, for whoever meets it. */
public final class Defect {

  private Defect() {}

  /** Returns text that describes the exception, and says how to report it. */
  public static String describe(Throwable escaped) {
    return Text.format(
        "%s%nThis is an error in hwgptbench or in a plug-in. Please report it with the command, the"
            + " output of 'hwgpt --version' and that of the same command with --stacktrace.",
        escaped);
  }
}

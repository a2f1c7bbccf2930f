package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs commands for tests of other packages. */
public final class CommandLines {

  private CommandLines() {}

  /** Returns what a command prints that has to succeed. */
  public static String output(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertEquals(
        0,
        HwGpt.execute(new PrintWriter(out, true), new PrintWriter(err, true), args),
        err::toString);
    return out.toString();
  }
}

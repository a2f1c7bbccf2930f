package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;

/**
 * A command that was run in this process.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err errors and progress that it printed
 */
record CommandRun(int code, String out, String err) {

  /**
   * Runs a command.
   *
   * @param args words of the command line, as their texts
   */
  static CommandRun of(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = HwGpt.execute(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        Stream.of(args).map(Object::toString).toArray(String[]::new));
    return new CommandRun(code, out.toString(), err.toString());
  }

  /** Runs a command that must succeed. */
  static CommandRun succeeds(Object... args) {
    CommandRun run = of(args);
    assertEquals(0, run.code, run.err);
    return run;
  }

  /** Runs a command that must fail with a message, without output and stack trace. */
  static void failsWith(int code, String message, Object... args) {
    CommandRun run = of(args);
    assertEquals(code, run.code, run.err);
    assertTrue(run.err.contains(message), run.err);
    assertFalse(run.err.contains("\tat "), run.err);
    assertEquals("", run.out);
  }

  /** Runs a command that must end with an exit code, and returns all that it printed. */
  static String hwgpt(int code, Object... args) {
    CommandRun run = of(args);
    assertEquals(code, run.code, run.err);
    return run.out + run.err;
  }
}

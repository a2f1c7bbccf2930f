package io.github.hwgptbench.cli;

import io.github.hwgptbench.internal.text.Text;
import java.io.PrintWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints on a console what may come from anybody's file: characters by which a text could command a
 * terminal, or could look like another one, are printed as their JSON escapes. These are control
 * characters, except for line ends and tabs, and those that change the direction of writing. The
 * styles of the help pages are let through.
 */
final class ConsoleWriter extends PrintWriter {

  /** The control characters of ASCII and Latin-1, and of the writing directions of Unicode. */
  private static final String COMMANDS =
      "\\p{Cc}\\u061c\\u200e\\u200f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069";

  private static final Pattern IN_LINES =
      Pattern.compile("\\r(?!\\n)|[" + COMMANDS + "&&[^\\r\\n\\t]]");
  private static final Pattern IN_A_CELL = Pattern.compile("[" + COMMANDS + "]");
  /** Bold, faint, italic, underlined and coloured, on and off, as picocli prints help. */
  private static final Pattern STYLE =
      Pattern.compile("\\x1b\\[(?:0|2?[1-4]|3[1-69])(?:;(?:0|2?[1-4]|3[1-69]))*m");

  private final PrintWriter raw;

  /** Makes one that prints to another. */
  ConsoleWriter(PrintWriter raw) {
    super(raw, true);
    this.raw = raw;
  }

  /** Returns the writer that lets everything through, for those who command the terminal. */
  static PrintWriter raw(PrintWriter out) {
    return out instanceof ConsoleWriter console ? console.raw : out;
  }

  /** Returns a text as one line that commands nothing. */
  static String cell(String text) {
    return escaped(text, IN_A_CELL);
  }

  private static String escaped(String text, Pattern commands) {
    return commands
        .matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(Text.format("\\u%04x", (int) found.group().charAt(0))));
  }

  private static String lines(String text) {
    StringBuilder safe = new StringBuilder();
    Matcher styles = STYLE.matcher(text);
    int start = 0;
    while (styles.find()) {
      safe.append(escaped(text.substring(start, styles.start()), IN_LINES)).append(styles.group());
      start = styles.end();
    }
    return safe.append(escaped(text.substring(start), IN_LINES)).toString();
  }

  @Override
  public void write(int character) {
    write(String.valueOf((char) character));
  }

  @Override
  public void write(char[] buffer, int offset, int length) {
    write(new String(buffer, offset, length));
  }

  @Override
  public void write(String text, int offset, int length) {
    String safe = lines(text.substring(offset, offset + length));
    super.write(safe, 0, safe.length());
  }

  /** Also asks the writer beneath, which keeps its errors to itself. */
  @Override
  public boolean checkError() {
    return super.checkError() | raw.checkError();
  }

  /** Flushes; a writer that was handed in is left open. */
  @Override
  public void close() {
    flush();
  }
}

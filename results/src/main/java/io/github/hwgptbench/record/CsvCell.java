package io.github.hwgptbench.record;

/**
 * Writes texts as cells of comma-separated values. A spreadsheet interprets a cell that begins with
 * {@code =}, {@code +}, {@code -}, {@code @}, a tab or a line end as a formula, and names in a
 * record may come from untrusted sources. So such a text is prefixed with an apostrophe, as OWASP
 * advises. Numbers stay as they are.
 *
 * @since 0.2.0
 */
public final class CsvCell {

  private static final String FORMULA = "(?s)[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20].+";
  private static final String NUMBER = "[+-]?(\\d+\\.?\\d*([eE][+-]?\\d+)?|Infinity|inf)";

  private CsvCell() {}

  /** Returns a text that no spreadsheet interprets as a formula. */
  public static String plain(String text) {
    return text.matches(FORMULA) && !text.matches(NUMBER) ? "'" + text : text;
  }

  /** Returns a text that no spreadsheet interprets as a formula, quoted if necessary (RFC 4180). */
  public static String quoted(String text) {
    String plain = plain(text);
    return plain.matches("[^,\"\r\n]*") ? plain : '"' + plain.replace("\"", "\"\"") + '"';
  }
}

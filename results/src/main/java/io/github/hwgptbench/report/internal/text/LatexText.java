package io.github.hwgptbench.report.internal.text;

import java.util.Map;

/**
 * Writes any text so that LaTeX prints it as it is, whatever it says: names come from files of
 * other people. What LaTeX has no usual glyph for becomes a formula; letters of other languages
 * stay, as LaTeX reads UTF-8.
 */
public final class LatexText {

  private static final Map<Integer, String> ESCAPES = Map.ofEntries(
      Map.entry((int) '\\', "\\textbackslash{}"),
      Map.entry((int) '{', "\\{"),
      Map.entry((int) '}', "\\}"),
      Map.entry((int) '&', "\\&"),
      Map.entry((int) '%', "\\%"),
      Map.entry((int) '$', "\\$"),
      Map.entry((int) '#', "\\#"),
      Map.entry((int) '_', "\\_"),
      Map.entry((int) '~', "\\textasciitilde{}"),
      Map.entry((int) '^', "\\textasciicircum{}"),
      Map.entry((int) '<', "\\textless{}"),
      Map.entry((int) '>', "\\textgreater{}"),
      Map.entry((int) '|', "\\textbar{}"),
      // Not every font has a straight one.
      Map.entry((int) '"', "{''}"),
      Map.entry((int) '`', "{`}"),
      Map.entry((int) '−', "$-$"),
      Map.entry((int) '–', "\\textendash{}"),
      Map.entry((int) '×', "$\\times$"),
      Map.entry((int) '≤', "$\\leq$"),
      Map.entry((int) '≥', "$\\geq$"),
      Map.entry((int) '≈', "$\\approx$"),
      Map.entry((int) '∞', "$\\infty$"));

  private LatexText() {}

  /** Returns the text for LaTeX; characters that control something become spaces. */
  public static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    int before = ' ';
    for (int character : text.codePoints().toArray()) {
      String escape = ESCAPES.get(character);
      if (escape != null) {
        escaped.append(escape);
      } else {
        // Two hyphens would become a dash.
        escaped.append(character == '-' && before == '-' ? "{}" : "");
        escaped.appendCodePoint(Character.isISOControl(character) ? ' ' : character);
      }
      before = character;
    }
    return escaped.toString();
  }
}

package io.github.hwgptbench.report.internal.figure;

import java.util.ArrayDeque;
import java.util.Deque;

/** XML that is well-formed whatever the texts in it are. */
final class Markup {

  private final StringBuilder xml = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values by turns
   */
  Markup open(String element, Object... attributes) {
    tag(element, attributes).append('>');
    open.push(element);
    return this;
  }

  /** Writes an element with nothing in it. */
  Markup empty(String element, Object... attributes) {
    tag(element, attributes).append("/>\n");
    return this;
  }

  /** Writes an element with a text in it. */
  Markup text(String element, String text, Object... attributes) {
    tag(element, attributes).append('>');
    escape(text);
    xml.append("</").append(element).append(">\n");
    return this;
  }

  /** Closes the element that was opened last. */
  Markup close() {
    xml.append("</").append(open.pop()).append(">\n");
    return this;
  }

  private StringBuilder tag(String element, Object... attributes) {
    xml.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      xml.append(' ').append(attributes[i]).append("=\"");
      Object value = attributes[i + 1];
      escape(value instanceof Double number ? Numerals.pixels(number) : value.toString());
      xml.append('"');
    }
    return xml;
  }

  private void escape(String text) {
    text.codePoints().forEach(c -> {
      switch (c) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '"' -> xml.append("&quot;");
        case '\'' -> xml.append("&#39;");
        default -> xml.appendCodePoint(allowed(c) ? c : '\uFFFD');
      }
    });
  }

  /** The characters of XML 1.0, section 2.2. */
  private static boolean allowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || c >= 0x20 && c <= 0xD7FF
        || c >= 0xE000 && c <= 0xFFFD
        || c >= 0x10000;
  }

  @Override
  public String toString() {
    return xml.toString();
  }
}

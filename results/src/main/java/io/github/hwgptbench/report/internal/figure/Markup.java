package io.github.hwgptbench.report.internal.figure;

import java.util.ArrayDeque;
import java.util.Deque;

/** XML that is well-formed whatever the texts in it are. */
final class Markup {

  private final StringBuilder xml = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element. */
  Markup open(Element element) {
    xml.append(element).append('>');
    open.push(element.name());
    return this;
  }

  /** Writes an element with nothing in it. */
  Markup empty(Element element) {
    xml.append(element).append("/>\n");
    return this;
  }

  /** Writes an element with a text in it. */
  Markup text(Element element, String text) {
    xml.append(element).append('>').append(escaped(text));
    xml.append("</").append(element.name()).append(">\n");
    return this;
  }

  /** Writes what is well-formed already. */
  Markup add(Markup other) {
    xml.append(other.xml);
    return this;
  }

  /** Closes the element that was opened last. */
  Markup close() {
    xml.append("</").append(open.pop()).append(">\n");
    return this;
  }

  /** Returns a text as it stands between tags, and in attributes. */
  static String escaped(String text) {
    StringBuilder xml = new StringBuilder(text.length());
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
    return xml.toString();
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

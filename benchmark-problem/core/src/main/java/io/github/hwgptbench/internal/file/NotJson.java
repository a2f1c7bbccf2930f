package io.github.hwgptbench.internal.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.hwgptbench.internal.text.Text;

/** Describes what keeps a text from being read as JSON. */
public final class NotJson {

  private NotJson() {}

  /**
   * Returns a description such as {@code not JSON at line 3, column 7: Unexpected end-of-input}.
   * The parser gives no position where a text exceeds one of its limits, such as a depth of 1,000.
   */
  public static String describe(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    String position = location == null
        ? ""
        : Text.format(" at line %d, column %d", location.getLineNr(), location.getColumnNr());
    return "not JSON" + position + ": " + message(e);
  }

  /** Jackson writes its limits, and nothing else, in the digits of the default locale. */
  private static String message(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    return e instanceof StreamConstraintsException
        ? message
            .codePoints()
            .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
        : message;
  }
}

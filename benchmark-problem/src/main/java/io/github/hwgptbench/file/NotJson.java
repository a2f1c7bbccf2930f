package io.github.hwgptbench.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Locale;

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
        : String.format(
            Locale.ROOT, " at line %d, column %d", location.getLineNr(), location.getColumnNr());
    return "not JSON" + position + ": " + e.getOriginalMessage();
  }
}

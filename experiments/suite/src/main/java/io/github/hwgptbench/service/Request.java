package io.github.hwgptbench.service;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * A request.
 *
 * @param method such as {@code GET}
 * @param path decoded
 * @param query decoded; null where there is none
 * @param body empty where there is none
 */
record Request(String method, String path, String query, byte[] body) {

  /**
   * Returns a whole number of the query.
   *
   * @throws IllegalArgumentException if it is not such
   */
  OptionalInt number(String name) {
    if (query == null) {
      return OptionalInt.empty();
    }
    for (String part : query.split("&")) {
      if (part.startsWith(name + "=")) {
        String value = part.substring(name.length() + 1);
        if (!value.matches("\\d{1,9}")) {
          throw new IllegalArgumentException(
              String.format(Locale.ROOT, "'%s' is '%s'; allowed: a whole number", name, value));
        }
        return OptionalInt.of(Integer.parseInt(value));
      }
    }
    return OptionalInt.empty();
  }
}

package io.github.hwgptbench.service;

import io.github.hwgptbench.usage.UsageException;
import java.util.OptionalInt;
import org.eclipse.jetty.util.Fields;

/**
 * What a request gives to its route.
 *
 * @param query decoded
 * @param body empty where there is none
 */
record Input(Fields query, byte[] body) {

  /**
   * Returns an integer of the query.
   *
   * @throws IllegalArgumentException if it is not such
   */
  OptionalInt number(String name) {
    String value = query.getValue(name);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (!value.matches("[0-9]{1,9}")) {
      throw UsageException.of(
          "'%s' is '%s'; allowed: an integer of up to nine digits", name, value);
    }
    return OptionalInt.of(Integer.parseInt(value));
  }

  /**
   * Returns the number of a run of the query, as in {@code run-12}.
   *
   * @throws IllegalArgumentException if it is no id of a run
   */
  OptionalInt run(String name) {
    String value = query.getValue(name);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (!value.matches("run-[0-9]{1,9}")) {
      throw UsageException.of(
          "'%s' is '%s'; allowed: the id of a run, such as run-12", name, value);
    }
    return OptionalInt.of(Integer.parseInt(value.substring("run-".length())));
  }
}

package io.github.hwgptbench.suite;

import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;

/**
 * An input value with its place, so that errors that are found later can report the place.
 *
 * @param value the value
 * @param where the beginning of messages about it, such as {@code mine.yaml, line 3, 'scales': };
 *     empty if the value is sufficient
 */
record Located<T>(T value, String where) {

  /** Parses a value. */
  @FunctionalInterface
  public interface Reading<T, R> {
    /**
     * Reads.
     *
     * @throws IllegalArgumentException if the value is wrong
     * @throws IOException if a file can't be read
     */
    R read(T value) throws IOException;
  }

  /**
   * Parses the value.
   *
   * @throws IllegalArgumentException if the value is wrong; the message has its place
   * @throws IOException if a file can't be read
   */
  public <R> R read(Reading<T, R> reading) throws IOException {
    try {
      return reading.read(value);
    } catch (UsageException e) {
      throw where.isEmpty() ? e : new UsageException(where + e.getMessage(), e);
    }
  }
}

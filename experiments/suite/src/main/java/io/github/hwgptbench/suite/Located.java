package io.github.hwgptbench.suite;

import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;

/**
 * Something that was given, and where, so that what is found wrong with it later can still say so.
 *
 * @param value what was given
 * @param where the beginning of messages about it, such as {@code mine.yaml, line 3, 'scales': };
 *     empty where the value says enough
 */
public record Located<T>(T value, String where) {

  /** Reads a value further. */
  @FunctionalInterface
  public interface Reading<T, R> {
    /**
     * Reads.
     *
     * @throws IllegalArgumentException if the value is wrong
     * @throws IOException if a file that it names can't be read
     */
    R read(T value) throws IOException;
  }

  /**
   * Reads the value further.
   *
   * @throws IllegalArgumentException if the value is wrong; says where it was given
   * @throws IOException if a file that it names can't be read
   */
  public <R> R read(Reading<T, R> reading) throws IOException {
    try {
      return reading.read(value);
    } catch (UsageException e) {
      throw where.isEmpty() ? e : new UsageException(where + e.getMessage(), e);
    }
  }
}

package io.github.hwgptbench.testing;

import java.util.Objects;

/** What every reader must do with a damaged file: read it, or refuse it in words. */
public final class Damaged {

  private Damaged() {}

  /** Reads a damaged file. */
  @FunctionalInterface
  public interface Reader {
    void read() throws Exception;
  }

  /**
   * Expects a reader to read, or to fail as it is documented to.
   *
   * @param refusal the documented type of its exceptions
   * @param where what their messages contain, such as the name of the file
   * @throws AssertionError if the reader throws something else, an error of the virtual machine
   *     included
   */
  public static void readsOrRefuses(
      Class<? extends Exception> refusal, Object where, Reader reader) {
    try {
      reader.read();
    } catch (Throwable e) {
      String message = Objects.requireNonNullElse(e.getMessage(), "");
      if (!refusal.isInstance(e) || !message.contains(where.toString())) {
        throw new AssertionError(
            "expected a value, or a " + refusal.getSimpleName() + " that names " + where, e);
      }
    }
  }
}

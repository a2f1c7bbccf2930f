package io.github.hwgptbench.adapter.process;

/**
 * Thrown if a program fails. The message is one sentence, which names the line of the output if
 * there is one.
 */
public final class ProgramFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ProgramFailedException(String message) {
    super(message);
  }

  ProgramFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns only the message, since the program failed and not this library. */
  @Override
  public String toString() {
    return String.valueOf(getMessage());
  }
}

package io.github.hwgptbench.adapter.process;

/** What a program did wrong, as one sentence that names the line where there is one. */
public final class ProgramFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ProgramFailedException(String message) {
    super(message);
  }

  ProgramFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns the message alone: it was the program that failed, no class of ours. */
  @Override
  public String toString() {
    return String.valueOf(getMessage());
  }
}

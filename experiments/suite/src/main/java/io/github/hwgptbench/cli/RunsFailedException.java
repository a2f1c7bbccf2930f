package io.github.hwgptbench.cli;

/** Some runs of a suite did not come to their end; the others are recorded. */
final class RunsFailedException extends Exception {

  private static final long serialVersionUID = 1;

  RunsFailedException(String message) {
    super(message);
  }
}

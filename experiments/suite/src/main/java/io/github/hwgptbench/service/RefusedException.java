package io.github.hwgptbench.service;

/** A request that is refused, with the status that HTTP has for why. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;

  RefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}

package io.github.hwgptbench.service;

import java.util.Collection;
import java.util.List;

/** A request that is refused, with the status that HTTP has for why. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final transient List<String> methods;

  RefusedException(int status, String message) {
    this(status, message, List.of());
  }

  private RefusedException(int status, String message, List<String> methods) {
    super(message);
    this.status = status;
    this.methods = methods;
  }

  /** Returns what is thrown where there is a path, but not with this method. */
  static RefusedException ofMethod(Collection<String> allowed) {
    String methods = String.join(", ", allowed);
    return new RefusedException(405, "Allowed here: " + methods, List.copyOf(allowed));
  }

  int status() {
    return status;
  }

  /** Returns the methods that are allowed; empty where it is not the method that is wrong. */
  List<String> methods() {
    return methods;
  }
}

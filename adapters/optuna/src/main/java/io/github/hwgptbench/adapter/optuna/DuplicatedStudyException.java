package io.github.hwgptbench.adapter.optuna;

/** Thrown if a storage already has a study of the same name. */
public final class DuplicatedStudyException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public DuplicatedStudyException(String message) {
    super(message);
  }
}

package io.github.hwgptbench.adapter.optuna;

/** Says that a storage has a study of the same name already. */
public final class DuplicatedStudyException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public DuplicatedStudyException(String message) {
    super(message);
  }
}

package io.github.hwgptbench.algorithm;

/**
 * What an algorithm does about the constraints of a problem.
 *
 * @since 0.2.0
 */
public enum ConstraintHandling {
  /** It prefers candidates that violate them less, whatever the objectives. */
  HEEDED("yes", "candidates with smaller violations are preferred"),
  /** It searches as if there were none. */
  IGNORED("no", "ignored; it searches as if there were none"),
  /** It draws at random, whatever the values of objectives and constraints. */
  UNGUIDED("random", "samples at random, whatever the values are"),
  /** It can't search a problem that has any. */
  REFUSED("refused", "refused; it searches unconstrained problems only"),
  /** The algorithm does not declare it. */
  UNDECLARED("undeclared", "not declared; it receives the violations");

  private final String label;
  private final String description;

  ConstraintHandling(String label, String description) {
    this.label = label;
    this.description = description;
  }

  /** Returns one word for tables. */
  public String label() {
    return label;
  }

  /** Returns a phrase that follows the word "constraints" and a colon. */
  public String description() {
    return description;
  }
}

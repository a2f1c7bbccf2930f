package io.github.hwgptbench.algorithm;

import java.util.List;
import java.util.Optional;

/**
 * A kind of search algorithm, in one of its presets: its name, its settings, and a way to make one.
 * Safe for use by many threads.
 */
public interface AlgorithmFactory {

  /**
   * Returns the name of the algorithm: lower-case letters, digits and hyphens. An algorithm of a
   * framework has the name of the framework and a colon before its own, which is spelled as the
   * framework does: {@code jmetal:NSGAII}.
   */
  String name();

  /**
   * Returns the preset. Presets of one algorithm have the same name and are distinguished by this,
   * as in {@code ehvi@paper}.
   */
  default String preset() {
    return AlgorithmName.DEFAULT;
  }

  /** Returns a description in one line. */
  String description();

  /** Returns the settings; none by default. */
  default List<Setting<?>> settings() {
    return List.of();
  }

  /** Returns how the algorithm handles constraints; undeclared by default. */
  default ConstraintHandling constraintHandling() {
    return ConstraintHandling.UNDECLARED;
  }

  /**
   * Returns whether the algorithm chooses the fidelity of each candidate. By default it does not,
   * and all are evaluated at the highest.
   *
   * @since 0.2.0
   */
  default boolean usesFidelities() {
    return false;
  }

  /**
   * Returns whether the algorithm learns from {@linkplain SearchStart#priors evaluations of other
   * problems}. By default it does not.
   *
   * @since 0.2.0
   */
  default boolean usesPriors() {
    return false;
  }

  /**
   * Returns the reason why the algorithm can't search problems of a kind, and which it can; empty
   * if it can. By default only constraints are refused, if {@link #constraintHandling} is refusal.
   *
   * @param objectives the number of objectives, at least 1
   * @param constraints the number of constraints, 0 or more
   */
  default Optional<String> refusal(int objectives, int constraints) {
    return constraints > 0 && constraintHandling() == ConstraintHandling.REFUSED
        ? Optional.of("it has constraints; allowed: problems without")
        : Optional.empty();
  }

  /**
   * Makes an algorithm.
   *
   * @param settings values of exactly the {@link #settings} of this factory
   */
  SearchAlgorithm create(Settings settings);
}

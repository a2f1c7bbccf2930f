package io.github.hwgptbench.algorithm;

import java.util.List;
import java.util.Optional;

/**
 * A kind of search algorithm, in one of its forms: what it is called, what can be set, and a way to
 * make one. Safe for use by many threads.
 */
public interface AlgorithmFactory {

  /**
   * Returns the name that the algorithm is asked for by: lower-case letters, digits and hyphens. An
   * algorithm of a framework has the name of the framework and a colon before its own, which is
   * spelled as the framework does: {@code jmetal:NSGAII}.
   */
  String name();

  /**
   * Returns which form of the algorithm this is. Forms of one algorithm have the same name and are
   * distinguished by this, as in {@code ehvi@paper}.
   */
  default String preset() {
    return AlgorithmName.DEFAULT;
  }

  /** Returns one line on what the algorithm does. */
  String description();

  /** Returns what can be set, with what it is if nobody does; nothing by default. */
  default List<Setting<?>> settings() {
    return List.of();
  }

  /** Returns what the algorithm does about constraints; undeclared by default. */
  default ConstraintHandling constraintHandling() {
    return ConstraintHandling.UNDECLARED;
  }

  /**
   * Returns whether the algorithm chooses at which of several fidelities a candidate is evaluated.
   * By default it does not, and everything is evaluated at the highest.
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
   * Returns why the algorithm can't search problems of a kind, with what is allowed; empty if it
   * can. By default constraints are refused where {@link #constraintHandling} is that, and nothing
   * else is.
   *
   * @param objectives how many there are, at least 1
   * @param constraints how many there are, 0 or more
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

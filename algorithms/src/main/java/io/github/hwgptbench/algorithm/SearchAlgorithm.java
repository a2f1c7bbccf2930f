package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.usage.UsageException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A complete search of a problem with a budget of evaluations: an optimizer of this library, or an
 * algorithm of another framework, with its settings.
 *
 * <p>A run uses the calling thread, and depends on the problem, the budget and the seed only; many
 * runs are possible at the same time. Safe for use by many threads. {@link AlgorithmRegistry} finds
 * algorithms.
 */
public interface SearchAlgorithm {

  /** Returns the name, with the preset and all settings that differ from their defaults. */
  AlgorithmName name();

  /** Returns a description in one line. */
  String description();

  /** Returns all settings, as strings, for the record. */
  Map<String, String> settings();

  /** Returns how it handles constraints; undeclared by default. */
  default ConstraintHandling constraintHandling() {
    return ConstraintHandling.UNDECLARED;
  }

  /**
   * Returns the reason why it can't search problems of a kind, and which it can; empty if it can,
   * which is the default.
   *
   * @param objectives the number of objectives, at least 1
   * @param constraints the number of constraints, 0 or more
   */
  default Optional<String> refusal(int objectives, int constraints) {
    return Optional.empty();
  }

  /**
   * Checks that it can search a problem, before anything is evaluated.
   *
   * @param problem the name of the problem
   * @param objectives its number of objectives, at least 1
   * @param constraints its number of constraints, 0 or more
   * @throws IllegalArgumentException if it can't; the message has the reason and the kinds that it
   *     can search
   */
  default void checkSearches(String problem, int objectives, int constraints) {
    refusal(objectives, constraints).ifPresent(why -> {
      throw UsageException.of("%s can't search %s: %s", name(), problem, why);
    });
  }

  /**
   * Returns the same algorithm, for one run whose diagnostic output is kept, such as the standard
   * error of a program. By default an algorithm prints nothing, and this method returns the
   * algorithm itself.
   *
   * @param file for the output; not written if there is none
   */
  default SearchAlgorithm withErrorsIn(Path file) {
    return this;
  }

  /**
   * Runs a search.
   *
   * @param problem the problem; evaluated exactly {@code budget} times, unless the search ends
   *     earlier
   * @param budget the number of evaluations, positive
   * @param seed the random seed
   * @param listener receives every evaluation, in order
   * @throws IllegalArgumentException if the budget is not positive, or the problem is not supported
   */
  void run(Problem problem, int budget, long seed, EvaluationListener listener);

  /**
   * Returns whether a run may have effects beyond computing, such as starting a program, so that it
   * needs consent. False by default.
   */
  default boolean hasSideEffects() {
    return false;
  }

  /**
   * Returns whether it supports simultaneous evaluations; false by default.
   *
   * @since 0.2.0
   */
  default boolean asynchronous() {
    return false;
  }

  /**
   * Returns whether it may evaluate below the highest fidelity; false by default.
   *
   * @since 0.2.0
   */
  default boolean usesFidelities() {
    return false;
  }

  /** Returns whether a search can start from given genotypes and known evaluations. */
  default boolean startable() {
    return false;
  }

  /**
   * Runs a search from a given start.
   *
   * @param problem the problem
   * @param budget the number of evaluations, positive, initial genotypes included
   * @param seed the random seed
   * @param start the start of the search
   * @param listener receives every evaluation that counts, in order
   * @throws IllegalArgumentException if the budget is not positive or smaller than the number of
   *     initial genotypes, or the start is not empty and the algorithm not {@link #startable}
   */
  default void run(
      Problem problem, int budget, long seed, SearchStart start, EvaluationListener listener) {
    SearchConditions.of(name(), budget, start).checkNoStart(name());
    run(problem, budget, seed, listener);
  }

  /**
   * Runs a search under any conditions. By default an algorithm evaluates everything at the highest
   * fidelity, one after another, and is stopped when its budget is spent. If the budget is time, it
   * runs with the number of evaluations that would fit if all were the shortest.
   *
   * @param problem the problem
   * @param conditions the budget, the start, and the conditions of evaluations
   * @param seed the random seed
   * @param listener hears of every evaluation that counts, in the order in which they end
   * @throws IllegalArgumentException if it does not support the conditions
   * @since 0.2.0
   */
  default void run(
      Problem problem, SearchConditions conditions, long seed, EvaluationListener listener) {
    if (conditions.plain()) {
      run(problem, conditions.fullEvaluations(), seed, conditions.start(), listener);
    } else {
      SequentialSearch.run(this, problem, conditions, seed, listener);
    }
  }
}

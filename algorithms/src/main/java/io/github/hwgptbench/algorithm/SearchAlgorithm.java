package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.usage.UsageException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A whole search of a problem under a budget of evaluations: one of our optimizers, or an algorithm
 * of another framework, with its settings.
 *
 * <p>A run happens in the thread that calls it, and depends on the problem, the budget and the seed
 * alone; many can go on at the same time. Safe for use by many threads. {@link AlgorithmRegistry}
 * knows which there are.
 */
public interface SearchAlgorithm {

  /** Returns the name, with the preset and all settings that are not the initial ones. */
  AlgorithmName name();

  /** Returns one line on what it does. */
  String description();

  /** Returns all settings, as text; for the record. */
  Map<String, String> settings();

  /** Returns what it does about constraints; undeclared by default. */
  default ConstraintHandling constraintHandling() {
    return ConstraintHandling.UNDECLARED;
  }

  /**
   * Returns why it can't search problems of a kind, with what is allowed; empty if it can, as by
   * default.
   *
   * @param objectives how many there are, at least 1
   * @param constraints how many there are, 0 or more
   */
  default Optional<String> refusal(int objectives, int constraints) {
    return Optional.empty();
  }

  /**
   * Checks that it can search a problem, before anything is evaluated.
   *
   * @param problem what it is called
   * @param objectives how many it has, at least 1
   * @param constraints how many it has, 0 or more
   * @throws IllegalArgumentException if it can't; says why, and what is allowed
   */
  default void checkSearches(String problem, int objectives, int constraints) {
    refusal(objectives, constraints).ifPresent(why -> {
      throw UsageException.of("%s can't search %s: %s", name(), problem, why);
    });
  }

  /**
   * Returns the same algorithm, for one run whose diagnostic output is kept, such as the standard
   * error of a program. By default an algorithm prints nothing, and this returns it as it is.
   *
   * @param file for the output; not written where there is none
   */
  default SearchAlgorithm withErrorsIn(Path file) {
    return this;
  }

  /**
   * Runs a search.
   *
   * @param problem what is searched; evaluated {@code budget} times exactly, unless the search ends
   *     before
   * @param budget how many evaluations, positive
   * @param seed decides all randomness
   * @param listener hears of every evaluation, in order
   * @throws IllegalArgumentException if the budget is not positive, or it can't search such a
   *     problem
   */
  void run(Problem problem, int budget, long seed, EvaluationListener listener);

  /**
   * Returns whether a run may do more than compute, such as start a program, so that none is made
   * unasked. False by default.
   */
  default boolean hasSideEffects() {
    return false;
  }

  /**
   * Returns whether several of its evaluations can go on at a time; false by default.
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
   * @param problem what is searched
   * @param budget how many evaluations, positive, those of the initial genotypes among them
   * @param seed decides all randomness
   * @param start what the search starts from
   * @param listener hears of every evaluation that counts, in order
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
   * fidelity, one after another, and is stopped where its budget is spent. Where that is time, it
   * runs with as many evaluations as would fit if all were the shortest.
   *
   * @param problem what is searched
   * @param conditions what the search may spend, what it starts from, and how its evaluations take
   *     place
   * @param seed decides all randomness
   * @param listener hears of every evaluation that counts, in the order in which they end
   * @throws IllegalArgumentException if it can't search so
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

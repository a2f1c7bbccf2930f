package io.github.hwgptbench.objective;

import io.github.hwgptbench.space.SearchSpace;
import java.util.List;
import java.util.Optional;

/**
 * A source of values of objectives, besides the shipped surrogates: a supernet evaluates
 * {@code perplexity@supernet}, imported models {@code perplexity@published}.
 *
 * <p>A source is a description without open resources; its evaluators have them.
 */
public interface ObjectiveSource {

  /** Returns the space whose architectures it evaluates. */
  SearchSpace space();

  /** Returns its objectives, distinct, with the name of the source. */
  List<Objective> objectives();

  /**
   * Opens an evaluator. The caller closes it.
   *
   * @param objectives some of {@link #objectives()}, at least one, in the order of the values
   * @throws IllegalArgumentException if an objective is not among them, or a file of the source is
   *     invalid
   */
  ObjectiveEvaluator evaluator(List<Objective> objectives);

  /**
   * Returns the objective of the benchmark for the same quantity, whose bounds hold for this source
   * too: {@code perplexity} for {@code perplexity@supernet}.
   *
   * @param objective one of {@link #objectives()}
   */
  default Objective usual(Objective objective) {
    return objective.from("");
  }

  /**
   * Returns the same source at the first of some fidelities, each a number of tokens that are
   * predicted. The tokens of the last one are spread evenly over the corpus, and those of any other
   * one evenly over those of the next, independently of the default number of this source.
   *
   * @param tokens of each fidelity, at least one, ascending
   * @return empty if the source does not predict tokens, as by default
   * @throws IllegalArgumentException if it can't predict exactly these numbers
   * @since 0.2.0
   */
  default Optional<ObjectiveSource> predicting(List<Integer> tokens) {
    return Optional.empty();
  }

  /** Returns a fingerprint that changes whenever the values could change, such as a hash. */
  String fingerprint();
}

package io.github.hwgptbench.objective;

import io.github.hwgptbench.space.SearchSpace;
import java.util.List;
import java.util.Optional;

/**
 * Somewhere that values of objectives come from, beside what ships with the benchmark: a supernet
 * says {@code perplexity@supernet}, imported networks {@code perplexity@published}.
 *
 * <p>A source is a description, which holds nothing open; what it opens are evaluators.
 */
public interface ObjectiveSource {

  /** Returns the space whose architectures it knows. */
  SearchSpace space();

  /** Returns what it can answer, without repeats, with the name of the source. */
  List<Objective> objectives();

  /**
   * Opens an evaluator. Whoever asks closes it.
   *
   * @param objectives some of {@link #objectives()}, at least one, in the order of the values
   * @throws IllegalArgumentException if an objective is not among them, or what the source reads is
   *     not what it should be
   */
  ObjectiveEvaluator evaluator(List<Objective> objectives);

  /**
   * Returns the objective of the benchmark that is the same quantity, whose bounds hold for what
   * this source says too: {@code perplexity} for {@code perplexity@supernet}.
   *
   * @param objective one of {@link #objectives()}
   */
  default Objective usual(Objective objective) {
    return objective.from("");
  }

  /**
   * Returns the same source at the first of some fidelities, each a number of tokens that are
   * predicted. The tokens of the last one are taken evenly from the whole text, and those of any
   * other one evenly from those of the next, however many this source predicts itself.
   *
   * @param tokens of each fidelity, at least one, ascending
   * @return empty if the source does not predict tokens, as by default
   * @throws IllegalArgumentException if it can't predict just as many
   * @since 0.2.0
   */
  default Optional<ObjectiveSource> predicting(List<Integer> tokens) {
    return Optional.empty();
  }

  /** Returns a text that is another one whenever values may be others, such as a hash. */
  String fingerprint();
}

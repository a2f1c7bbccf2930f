package io.github.hwgptbench.suite;

import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ObservationSampler;
import io.github.hwgptbench.record.RunSettings;

/** What answers on the problems of suites. Safe for use by many threads. */
public interface ProblemAnswers {

  /**
   * Opens what says the noise-free values of all objectives of a problem, and of all that its
   * constraints bound. Whoever asks closes it.
   */
  ObjectiveEvaluator evaluator(RunSettings problem);

  /**
   * Returns the genotype that is evaluated in place of a proposed one, which the record gets; by
   * default the same.
   *
   * @param genes a genotype of the space of the problem
   */
  default int[] evaluated(RunSettings problem, int[] genes) {
    return genes;
  }

  /** Returns what draws readings, its objectives being those of the evaluator. */
  ObservationSampler sampler(RunSettings problem);
}

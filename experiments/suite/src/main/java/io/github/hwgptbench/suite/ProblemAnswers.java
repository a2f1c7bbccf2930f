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

  /** Returns what draws readings, its objectives being those of the evaluator. */
  ObservationSampler sampler(RunSettings problem);
}

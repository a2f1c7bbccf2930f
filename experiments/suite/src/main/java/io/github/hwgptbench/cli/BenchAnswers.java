package io.github.hwgptbench.cli;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ObservationSampler;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.suite.ProblemAnswers;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Lets benchmarks answer on the problems of a suite. */
final class BenchAnswers implements ProblemAnswers {

  private final Benches benches;

  BenchAnswers(Benches benches) {
    this.benches = benches;
  }

  @Override
  public ObjectiveEvaluator evaluator(RunSettings problem) {
    return bench(problem).evaluator(problem.problem().metrics());
  }

  @Override
  public ObservationSampler sampler(RunSettings problem) {
    return bench(problem).noisy(problem.problem().metrics());
  }

  private HwGptBench bench(RunSettings problem) {
    try {
      return benches.of(problem.space().name());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

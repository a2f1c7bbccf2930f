package io.github.hwgptbench.service;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.suite.ProblemAnswers;
import java.io.IOException;

/** The benchmark of a service. Safe for use by many threads. */
public interface ServedBenchmark extends ProblemAnswers {

  /** Returns a served benchmark from benchmarks, which the caller closes. */
  static ServedBenchmark of(Benches benches) {
    return new BenchService(benches);
  }

  /**
   * Returns the benchmark of a scale, which is not the caller's to close.
   *
   * @throws IllegalArgumentException if there is no such scale
   * @throws IOException if it can't be read
   */
  HwGptBench bench(String scale) throws IOException;

  /**
   * Returns the problem as recorded with runs.
   *
   * @throws IllegalArgumentException if the name is wrong, nothing normalises an objective, or the
   *     problem has no such fidelities or clock
   * @throws IOException if a file can't be read
   */
  RunSettings settings(RunRequest request) throws IOException;
}

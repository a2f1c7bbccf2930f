package io.github.hwgptbench.service;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.suite.ProblemAnswers;
import java.io.IOException;

/** What a service answers from. Safe for use by many threads. */
public interface ServedBenchmark extends ProblemAnswers {

  /** Returns what answers from benchmarks, which the caller closes. */
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
   * Returns what is recorded of runs on a problem.
   *
   * @param problem name of the problem
   * @param budget evaluations of a run
   * @param noisy whether the program sees readings
   * @throws IllegalArgumentException if the name is wrong, or nothing normalises an objective
   * @throws IOException if a file can't be read
   */
  RunSettings settings(String problem, int budget, boolean noisy) throws IOException;
}

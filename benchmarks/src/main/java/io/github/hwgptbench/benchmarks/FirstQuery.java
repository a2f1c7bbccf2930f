package io.github.hwgptbench.benchmarks;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;

/** What {@link StartTime} measures: one query, and the processor time of the JVM until then. */
final class FirstQuery {

  private FirstQuery() {}

  /** Prints the latency of the largest architecture of S, and the processor time. */
  public static void main(String[] args) {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      System.out.println(bench.query(bench.space().largest(), Objective.parse("latency@a100")));
    }
    StartTime.Nothing.main(args);
  }
}

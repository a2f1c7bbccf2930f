package io.github.hwgptbench.examples;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.util.SplittableRandom;

/** Asks what an architecture is worth and what it costs. */
final class QueryExample {

  private QueryExample() {}

  public static void main(String[] args) {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      Architecture architecture = bench.space().largest();
      Objective latency = Objective.parse("latency@a100");

      bench
          .query(architecture)
          .forEach((objective, value) ->
              System.out.println(objective + " " + value + " " + objective.unit()));
      System.out.println("95 % quantile: " + bench.quantile(architecture, latency, 0.95));
      System.out.println(
          "a measurement: " + bench.sample(architecture, latency, new SplittableRandom(1)));
    }
  }
}

package io.github.hwgptbench.examples;

import org.moeaframework.algorithm.NSGAII;
import org.moeaframework.core.spi.ProblemFactory;
import org.moeaframework.problem.Problem;

/** Searches with MOEA Framework. */
final class MoeaExample {

  private MoeaExample() {}

  public static void main(String[] args) {
    try (Problem problem =
        ProblemFactory.getInstance().getProblem("HWGPT-S(perplexity,energy@rtx2080)")) {
      NSGAII nsga2 = new NSGAII(problem);
      nsga2.run(2000);
      nsga2.getResult().display();
    }
  }
}

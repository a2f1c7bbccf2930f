package consumer;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import org.uma.jmetal.algorithm.multiobjective.nsgaii.NSGAIIBuilder;
import org.uma.jmetal.operator.crossover.impl.IntegerSBXCrossover;
import org.uma.jmetal.operator.mutation.impl.IntegerPolynomialMutation;
import org.uma.jmetal.problem.integerproblem.impl.FakeIntegerProblem;

/** Answers an objective, and searches a problem of jMetal, whose types are in jmetal-core. */
final class Consumer {

  private Consumer() {}

  public static void main(String[] arguments) {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      double perplexity = bench.query(bench.space().largest()).get(Objective.parse("perplexity"));
      var nsga2 = new NSGAIIBuilder<>(
              new FakeIntegerProblem(),
              new IntegerSBXCrossover(0.9, 20),
              new IntegerPolynomialMutation(0.1, 20),
              10)
          .setMaxEvaluations(20)
          .build();
      nsga2.run();
      if (perplexity > 1 && !nsga2.result().isEmpty()) {
        System.out.println("answered and searched");
      }
    }
  }
}

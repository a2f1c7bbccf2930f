package org.example;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.adapter.jmetal.CategoricalMutation;
import io.github.hwgptbench.adapter.jmetal.CategoricalUniformCrossover;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.BenchmarkProblem;
import io.github.hwgptbench.problem.jmetal.HwGptIntegerProblem;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;
import org.uma.jmetal.algorithm.multiobjective.nsgaii.NSGAII;
import org.uma.jmetal.algorithm.multiobjective.nsgaii.NSGAIIBuilder;
import org.uma.jmetal.solution.integersolution.IntegerSolution;

/** Prints the trade-offs of perplexity and energy that jMetal's NSGA-II finds. */
public final class Search {

  private Search() {}

  public static void main(String[] args) {
    List<Objective> objectives =
        List.of(Objective.parse("perplexity"), Objective.parse("energy@rtx2080"));
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s());
        ObjectiveEvaluator evaluator = bench.evaluator(objectives)) {
      BenchmarkProblem problem =
          ArchitectureProblem.builder(evaluator).objectives(objectives).build();
      NSGAII<IntegerSolution> nsga2 = new NSGAIIBuilder<>(
              new HwGptIntegerProblem(problem),
              new CategoricalUniformCrossover(0.9),
              new CategoricalMutation(problem.genotypes()),
              50)
          .setMaxEvaluations(1000)
          .build();
      nsga2.run();
      for (IntegerSolution solution : nsga2.result()) {
        int[] genes = HwGptIntegerProblem.genes(solution);
        System.out.println(solution.objectives()[0] + " " + solution.objectives()[1] + " "
            + bench.space().format(bench.space().decode(genes)));
      }
    }
  }
}

package io.github.hwgptbench.benchmarks;

import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What an algorithm takes for an evaluation beside the evaluation: whole runs of 2,000 on a problem
 * of 75 genes and two objectives that costs next to nothing.
 */
@State(Scope.Benchmark)
public class AlgorithmBenchmark extends MicrosecondBenchmark {

  private static final int EVALUATIONS = 2000;

  @Param({"random", "mo-re", "nsga2", "local-search"})
  String algorithm;

  private final Problem problem = new Sums();
  private SearchAlgorithm search;
  private long seed;

  @Setup
  public void find() {
    search = AlgorithmRegistry.load().algorithm(algorithm);
  }

  @Benchmark
  @OperationsPerInvocation(EVALUATIONS)
  public void evaluation(Blackhole blackhole) {
    search.run(problem, EVALUATIONS, seed++, blackhole::consume);
  }

  /** Two sums that no genotype has both small, with another weight for every gene. */
  private static final class Sums implements Problem {

    private final GenotypeSpace genotypes = SearchSpace.l().genotypes();

    @Override
    public String name() {
      return "sums";
    }

    @Override
    public GenotypeSpace genotypes() {
      return genotypes;
    }

    @Override
    public List<Objective> objectives() {
      return List.of(Objective.parse("perplexity"), Objective.parse("params"));
    }

    @Override
    public void evaluate(int[] genes, double[] objectives, double[] violations) {
      double gain = 0;
      double cost = 0;
      for (int gene = 0; gene < genes.length; gene++) {
        gain -= (gene + 1) * genes[gene];
        cost += (genes.length - gene) * genes[gene] * genes[gene];
      }
      objectives[0] = gain;
      objectives[1] = cost;
    }
  }
}

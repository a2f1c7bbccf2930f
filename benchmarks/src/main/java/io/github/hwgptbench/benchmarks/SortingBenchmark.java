package io.github.hwgptbench.benchmarks;

import io.github.hwgptbench.pareto.NondominatedSorting;
import java.util.Arrays;
import java.util.List;
import org.moeaframework.core.population.FastNondominatedSorting;
import org.moeaframework.core.population.Population;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.uma.jmetal.solution.pointsolution.PointSolution;
import org.uma.jmetal.util.ranking.Ranking;
import org.uma.jmetal.util.ranking.impl.ExperimentalFastNonDominanceRanking;
import org.uma.jmetal.util.ranking.impl.FastNonDominatedSortRanking;
import org.uma.jmetal.util.ranking.impl.MergeNonDominatedSortRanking;

/** Non-dominated sorting of uniform points, ours beside that of both frameworks. */
@State(Scope.Benchmark)
public class SortingBenchmark extends MicrosecondBenchmark {

  @Param({"2", "3"})
  int objectives;

  @Param({"1000"})
  int points;

  private double[][] uniform;
  private List<PointSolution> jmetal;
  private Population moea;

  private final Ranking<PointSolution> buzdalov = new ExperimentalFastNonDominanceRanking<>();
  private final Ranking<PointSolution> merge = new MergeNonDominatedSortRanking<>();
  private final Ranking<PointSolution> fast = new FastNonDominatedSortRanking<>();

  @Setup
  public void draw() {
    uniform = SamplePoints.uniform(points, objectives);
    jmetal = Arrays.stream(uniform).map(PointSolution::new).toList();
    SamplePoints.Unevaluated problem = new SamplePoints.Unevaluated(objectives);
    moea = new Population(Arrays.stream(uniform).map(problem::solution).toList());
  }

  @Benchmark
  public int[] ours() {
    return NondominatedSorting.ranks(uniform);
  }

  @Benchmark
  public Ranking<PointSolution> jmetalBuzdalov() {
    return buzdalov.compute(jmetal);
  }

  @Benchmark
  public Ranking<PointSolution> jmetalMerge() {
    return merge.compute(jmetal);
  }

  @Benchmark
  public Ranking<PointSolution> jmetalFast() {
    return fast.compute(jmetal);
  }

  /** With crowding, which it does not do without. */
  @Benchmark
  public Population moeaDefault() {
    new org.moeaframework.core.population.NondominatedSorting().evaluate(moea);
    return moea;
  }

  @Benchmark
  public Population moeaFast() {
    new FastNondominatedSorting().evaluate(moea);
    return moea;
  }
}

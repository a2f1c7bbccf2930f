package io.github.hwgptbench.benchmarks;

import io.github.hwgptbench.pareto.ParetoArchive;
import java.util.Arrays;
import java.util.List;
import org.moeaframework.core.Solution;
import org.moeaframework.core.population.NondominatedPopulation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.uma.jmetal.solution.pointsolution.PointSolution;
import org.uma.jmetal.util.archive.impl.NonDominatedSolutionListArchive;

/** Filling an archive with points that all stay, ours beside that of both frameworks. */
@State(Scope.Benchmark)
public class ArchiveBenchmark extends MicrosecondBenchmark {

  @Param({"2", "3"})
  int objectives;

  @Param({"1000"})
  int points;

  private double[][] front;
  private List<PointSolution> jmetal;
  private List<Solution> moea;

  @Setup
  public void draw() {
    front = SamplePoints.sphere(points, objectives);
    jmetal = Arrays.stream(front).map(PointSolution::new).toList();
    SamplePoints.Unevaluated problem = new SamplePoints.Unevaluated(objectives);
    moea = Arrays.stream(front).map(problem::solution).toList();
  }

  @Benchmark
  public ParetoArchive<Void> ours() {
    ParetoArchive<Void> archive = ParetoArchive.of(objectives);
    for (double[] point : front) {
      archive.add(point, null);
    }
    return archive;
  }

  @Benchmark
  public NonDominatedSolutionListArchive<PointSolution> jmetal() {
    NonDominatedSolutionListArchive<PointSolution> archive =
        new NonDominatedSolutionListArchive<>();
    jmetal.forEach(archive::add);
    return archive;
  }

  @Benchmark
  public NondominatedPopulation moea() {
    NondominatedPopulation archive = new NondominatedPopulation();
    moea.forEach(archive::add);
    return archive;
  }
}

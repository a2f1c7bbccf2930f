package io.github.hwgptbench.benchmarks;

import io.github.hwgptbench.pareto.GrowingHypervolume;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.pareto.HypervolumeContributions;
import java.util.Arrays;
import org.moeaframework.core.indicator.Normalizer;
import org.moeaframework.core.indicator.PISAHypervolume;
import org.moeaframework.core.indicator.WFGNormalizedHypervolume;
import org.moeaframework.core.population.NondominatedPopulation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.uma.jmetal.qualityindicator.impl.hypervolume.impl.WFGHypervolume;

/** Hypervolume of a front on the unit sphere, ours beside that of both frameworks. */
@State(Scope.Benchmark)
public class HypervolumeBenchmark extends MicrosecondBenchmark {

  @Param({"2", "3"})
  int objectives;

  @Param({"100", "1000"})
  int points;

  private double[][] front;
  private double[] reference;
  private SamplePoints.Unevaluated problem;
  private NondominatedPopulation population;
  private WFGNormalizedHypervolume moeaWfg;
  private PISAHypervolume moeaPisa;
  private org.uma.jmetal.qualityindicator.impl.hypervolume.impl.PISAHypervolume jmetalPisa;
  private WFGHypervolume jmetalWfg;

  @Setup
  public void draw() {
    front = SamplePoints.sphere(points, objectives);
    reference = new double[objectives];
    Arrays.fill(reference, 1);
    problem = new SamplePoints.Unevaluated(objectives);
    population = moeaPopulation();
    Normalizer normalizer = new Normalizer(new double[objectives], reference);
    moeaWfg = new WFGNormalizedHypervolume(problem, normalizer);
    moeaPisa = new PISAHypervolume(problem, normalizer);
    jmetalPisa =
        new org.uma.jmetal.qualityindicator.impl.hypervolume.impl.PISAHypervolume(reference);
    jmetalWfg = new WFGHypervolume(reference);
  }

  @Benchmark
  public double ours() {
    return Hypervolume.of(front, reference);
  }

  @Benchmark
  public double[] oursContributions() {
    return HypervolumeContributions.of(front, reference);
  }

  /** The volume after every point: as many volumes as there are points. */
  @Benchmark
  public double oursGrowing() {
    GrowingHypervolume growing = new GrowingHypervolume(reference);
    for (double[] point : front) {
      growing.add(point);
    }
    return growing.value();
  }

  @Benchmark
  public double jmetalPisa() {
    return jmetalPisa.compute(front);
  }

  @Benchmark
  public double jmetalWfg() {
    return jmetalWfg.compute(front);
  }

  @Benchmark
  public double moeaWfg() {
    return moeaWfg.evaluate(population);
  }

  @Benchmark
  public double moeaPisa() {
    return moeaPisa.evaluate(population);
  }

  /** What MOEA Framework needs before it computes a volume. */
  @Benchmark
  public NondominatedPopulation moeaPopulation() {
    NondominatedPopulation built = new NondominatedPopulation();
    for (double[] point : front) {
      built.add(problem.solution(point));
    }
    return built;
  }
}

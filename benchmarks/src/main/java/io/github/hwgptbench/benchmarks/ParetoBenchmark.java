package io.github.hwgptbench.benchmarks;

import io.github.hwgptbench.pareto.GrowingHypervolume;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.pareto.NondominatedSorting;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Hypervolume of points on the unit sphere, and sorting of uniform points. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
public class ParetoBenchmark {

  @Param({"2", "3"})
  int objectives;

  @Param({"100", "1000"})
  int points;

  private double[][] sphere;
  private double[][] uniform;
  private double[] reference;

  @Setup
  public void draw() {
    SplittableRandom random = new SplittableRandom(1);
    sphere = new double[points][objectives];
    uniform = new double[points][objectives];
    reference = new double[objectives];
    Arrays.fill(reference, 1);
    for (int i = 0; i < points; i++) {
      double squares = 0;
      for (int j = 0; j < objectives; j++) {
        uniform[i][j] = random.nextDouble();
        sphere[i][j] = Math.abs(random.nextGaussian());
        squares += sphere[i][j] * sphere[i][j];
      }
      for (int j = 0; j < objectives; j++) {
        sphere[i][j] /= Math.sqrt(squares);
      }
    }
  }

  @Benchmark
  public double hypervolume() {
    return Hypervolume.of(sphere, reference);
  }

  @Benchmark
  public int[] sort() {
    return NondominatedSorting.ranks(uniform);
  }

  @Benchmark
  public double growingHypervolume() {
    GrowingHypervolume growing = new GrowingHypervolume(reference);
    for (double[] point : uniform) {
      growing.add(point);
    }
    return growing.value();
  }
}

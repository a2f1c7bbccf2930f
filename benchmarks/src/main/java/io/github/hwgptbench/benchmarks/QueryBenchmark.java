package io.github.hwgptbench.benchmarks;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.onnx.OnnxSurrogateEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.SurrogateCatalogue;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How long it takes to say the perplexity and one hardware metric of an architecture, asked for one
 * by one and in batches, through the problem that both frameworks evaluate.
 */
@State(Scope.Thread)
public class QueryBenchmark extends MicrosecondBenchmark {

  private static final int BATCH = 4096;

  /** The search space. */
  @Param({"s", "m", "l"})
  public String scale;

  /** What evaluates: 'java' is what the benchmark uses, 'onnx' what it used up to 0.1.0. */
  @Param({"java", "onnx"})
  public String engine;

  private HwGptBench bench;
  private ObjectiveEvaluator evaluator;
  private Problem problem;
  private int[][] genes;
  private double[][] values;
  private double[][] violations;
  /** One-layer changes of one architecture, as many as a batch. */
  private int[] center;

  private int[][] neighbors;
  private int next;

  /** Opens the benchmark and draws architectures. */
  @Setup
  public void open() {
    SearchSpace space = SearchSpace.of(scale);
    List<Objective> objectives =
        List.of(Objective.parse("perplexity"), Objective.parse("energy@rtx2080"));
    bench = HwGptBench.open(space);
    SurrogateCatalogue catalogue = SurrogateCatalogue.shipped(space);
    evaluator = engine.equals("java")
        ? bench.evaluator(objectives)
        : new OnnxSurrogateEvaluator(
            space, objectives.stream().map(catalogue::load).toList());
    problem = ArchitectureProblem.builder(evaluator).objectives(objectives).build();
    SplittableRandom random = new SplittableRandom(1);
    genes = new int[BATCH][];
    Arrays.setAll(genes, i -> space.genotypes().sample(random));
    values = new double[BATCH][2];
    violations = new double[BATCH][0];
    center = space.encode(space.largest());
    neighbors = new int[BATCH][];
    Arrays.setAll(neighbors, i -> {
      int[] neighbor = center.clone();
      neighbor[3 + random.nextInt(neighbor.length - 3)] = random.nextInt(2);
      return neighbor;
    });
  }

  /** Closes it. */
  @TearDown
  public void close() {
    evaluator.close();
    bench.close();
  }

  /** One architecture at a time; microseconds each. */
  @Benchmark
  public double single() {
    next = (next + 1) % BATCH;
    problem.evaluate(genes[next], values[next]);
    return values[next][0];
  }

  /** 4,096 architectures at a time; microseconds each. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public double batch() {
    problem.evaluate(genes, values);
    return values[0][0];
  }

  /** 4,096 architectures that differ from another in one layer; microseconds each. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public double neighbors() {
    problem.evaluateNeighbors(center, neighbors, values, violations);
    return values[0][0];
  }
}

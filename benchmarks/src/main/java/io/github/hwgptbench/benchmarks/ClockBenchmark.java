package io.github.hwgptbench.benchmarks;

import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.algorithm.SimulatedClock;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.suite.Experiment;
import java.io.IOException;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What simulated time costs an evaluation: the same random search without a clock, and on one with
 * eight workers.
 */
@State(Scope.Benchmark)
public class ClockBenchmark extends MicrosecondBenchmark {

  private static final int EVALUATIONS = 2_000;

  private final SearchAlgorithm random = AlgorithmRegistry.load().algorithm("random");

  private Benches benches;
  private ObjectiveEvaluator evaluator;
  private Problem problem;
  private SearchConditions plain;
  private SearchConditions onTheClock;
  private long seed;

  /** Opens the problem. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    benches = Benches.shipped();
    RunSettings settings = Experiment.builder()
        .problem("HWGPT-S(perplexity,energy@rtx2080)")
        .algorithms("random")
        .evaluations(EVALUATIONS)
        .workers(8)
        .clock("latency@rtx2080")
        .build()
        .suite(benches)
        .problems()
        .get(0);
    evaluator = benches.evaluator(settings);
    problem =
        ArchitectureProblem.builder(evaluator).objectives(settings.objectives()).build();
    SimulatedClock clock = Objects.requireNonNull(benches.clock(settings));
    plain = SearchConditions.of(EVALUATIONS, SearchStart.EMPTY);
    onTheClock =
        new SearchConditions(Budget.evaluations(EVALUATIONS), SearchStart.EMPTY, 8, clock, false);
  }

  /** Closes it. */
  @TearDown(Level.Trial)
  public void close() {
    evaluator.close();
    benches.close();
  }

  /** A search in batches. */
  @Benchmark
  @OperationsPerInvocation(EVALUATIONS)
  public void withoutAClock() {
    random.run(problem, plain, ++seed, evaluation -> {});
  }

  /** A search with eight workers in simulated time. */
  @Benchmark
  @OperationsPerInvocation(EVALUATIONS)
  public void eightWorkers() {
    random.run(problem, onTheClock, ++seed, evaluation -> {});
  }
}

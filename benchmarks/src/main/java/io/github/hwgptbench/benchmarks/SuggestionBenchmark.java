package io.github.hwgptbench.benchmarks;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * How long Bayesian optimisation takes for one suggestion on GPT-L (75 genes) with two objectives,
 * when it knows 100 or 500 evaluations. The evaluations are those of a search, and what is measured
 * is the search going on until there are 15 % more, which takes exactly one fit of the
 * hyperparameters; evaluating is included, and takes microseconds.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4)
@Measurement(iterations = 6)
public class SuggestionBenchmark {

  private static final List<Objective> OBJECTIVES =
      List.of(Objective.parse("perplexity"), Objective.parse("latency@a100"));
  private static final int AFTER_100 = 15;
  private static final int AFTER_500 = 75;

  @Param({"ehvi", "rsbo", "lsbo"})
  public String algorithm;

  @Param({"additive", "ordinal"})
  public String kernel;

  private Problem problem;
  private Optimizer optimizer;

  @Setup
  public void open() {
    ObjectiveEvaluator evaluator = HwGptBench.open(SearchSpace.l()).evaluator(OBJECTIVES);
    problem = ArchitectureProblem.builder(evaluator).objectives(OBJECTIVES).build();
  }

  /** Random evaluations until 15 % before, then a search, so that the last fit lies behind. */
  @Setup(Level.Invocation)
  public void search(BenchmarkParams params) {
    int known = params.getBenchmark().endsWith("100") ? 100 : 500;
    int initial = (int) Math.floor(known / 1.15);
    OptimizerFactory factory = AlgorithmRegistry.load().optimizer(AlgorithmName.parse(algorithm));
    Settings settings = Settings.of(
        factory.settings(), Map.of("kernel", kernel, "initial", String.valueOf(initial)));
    optimizer =
        factory.create(SearchTask.of(problem, 2 * known), settings, new SplittableRandom(1));
    evaluate(known);
  }

  private Evaluation evaluate(int evaluations) {
    Evaluation last = null;
    for (int i = 0; i < evaluations; i++) {
      Candidate candidate = optimizer.ask(1).get(0);
      double[] objectives = new double[2];
      problem.evaluate(candidate.genes(), objectives);
      last = new Evaluation(candidate, objectives, new double[0]);
      optimizer.tell(List.of(last));
    }
    return last;
  }

  @Benchmark
  @OperationsPerInvocation(AFTER_100)
  public Evaluation suggestionAfter100() {
    return evaluate(AFTER_100);
  }

  @Benchmark
  @OperationsPerInvocation(AFTER_500)
  public Evaluation suggestionAfter500() {
    return evaluate(AFTER_500);
  }
}

package io.github.hwgptbench.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.hwgptbench.algorithm.AlgorithmFactory;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.objective.ComputeEvaluator;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/** Runs share no state: all at once they see the same bits as one after the other. */
class ParallelRunsTest {

  private static final int AT_ONCE = 100;

  private static final AlgorithmRegistry REGISTRY = AlgorithmRegistry.load();

  /** One run, on a noisy problem of its own, as suites have it. */
  private record Run(AlgorithmName algorithm, int budget, long seed) {

    List<Evaluation> trace() {
      List<Evaluation> trace = new ArrayList<>();
      REGISTRY.algorithm(algorithm).run(problem(), budget, seed, trace::add);
      return trace;
    }

    private Problem problem() {
      return ArchitectureProblem.builder(
              new ComputeEvaluator(SearchSpace.s(), ComputeEvaluator.SUPPORTED))
          .objectives(Objective.parse("flops"), Objective.parse("params"))
          .noise((index, genes, value, random) -> value * (1 + random.nextDouble()), seed)
          .build();
    }
  }

  private static AlgorithmName name(AlgorithmFactory factory) {
    return new AlgorithmName(factory.name(), factory.preset(), QuickRuns.settings(factory));
  }

  @Provide
  Arbitrary<List<Run>> hundredRuns() {
    List<AlgorithmName> catalogue =
        REGISTRY.factories().stream().map(ParallelRunsTest::name).toList();
    Arbitrary<Run> any = Combinators.combine(
            Arbitraries.of(catalogue), Arbitraries.integers().between(1, 90), Arbitraries.longs())
        .as(Run::new);
    List<Run> each =
        catalogue.stream().map(algorithm -> new Run(algorithm, 90, 1)).toList();
    return any.list()
        .ofSize(AT_ONCE - each.size())
        .map(runs -> Stream.concat(each.stream(), runs.stream()).toList());
  }

  @Tag("slow")
  @Property(tries = 2, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void aHundredRunsAtOnceEqualRunsInARow(@ForAll("hundredRuns") List<Run> runs) throws Exception {
    List<List<Evaluation>> inARow = runs.stream().map(Run::trace).toList();
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(runs.size());
    try {
      List<Future<List<Evaluation>>> futures = new ArrayList<>();
      for (Run run : runs) {
        futures.add(pool.submit(() -> {
          start.await();
          return run.trace();
        }));
      }
      start.countDown();
      for (int i = 0; i < runs.size(); i++) {
        assertEquals(inARow.get(i), futures.get(i).get(), runs.get(i).toString());
      }
    } finally {
      pool.shutdownNow();
    }
  }
}

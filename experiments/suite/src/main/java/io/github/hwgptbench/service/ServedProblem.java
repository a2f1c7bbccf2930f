package io.github.hwgptbench.service;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.adapter.process.GenotypeReader;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.ObservationSampler;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.problem.ProblemName;
import java.util.List;

/**
 * A problem that is open for evaluations. It is closed once all that hold it have closed it. Safe
 * for use by many threads.
 */
final class ServedProblem implements AutoCloseable {

  private final ObjectiveEvaluator evaluator;
  private final ObservationSampler sampler;
  private final ProblemName name;
  private final Problem problem;
  private final GenotypeReader reader;
  private int holders = 1;

  /** Opens a problem, which the caller holds. */
  ServedProblem(HwGptBench bench, ProblemName name) {
    List<Objective> metrics = name.metrics();
    this.name = name;
    this.evaluator = bench.evaluator(metrics);
    this.sampler = bench.noisy(metrics);
    this.problem = builder().build();
    this.reader = new GenotypeReader(problem.genotypes());
  }

  private ArchitectureProblem.Builder builder() {
    return ArchitectureProblem.builder(evaluator)
        .objectives(name.objectives())
        .constraints(name.constraints());
  }

  Problem problem() {
    return problem;
  }

  /** Returns the problem with measurements for values, which depend on the seed and their order. */
  Problem observed(long seed) {
    return builder().noise(sampler, seed).build();
  }

  GenotypeReader reader() {
    return reader;
  }

  /** Counts one that holds it more; only for who holds it. */
  synchronized ServedProblem held() {
    holders++;
    return this;
  }

  @Override
  public synchronized void close() {
    holders--;
    if (holders == 0) {
      evaluator.close();
    }
  }
}

package io.github.hwgptbench.service;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ObservationSampler;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.suite.Experiment;
import java.io.IOException;

/** Lets benchmarks answer the requests of a service. */
record BenchService(Benches benches) implements ServedBenchmark {

  @Override
  public HwGptBench bench(String scale) throws IOException {
    return benches.of(scale);
  }

  @Override
  public RunSettings settings(String problem, int budget, boolean noisy) throws IOException {
    String scale = problem.substring(problem.indexOf('-') + 1, problem.indexOf('('));
    ProblemName name = ProblemName.parse(
        problem, benches.of(scale).devices().stream().map(Device::id).toList());
    return Experiment.builder()
        .name("served")
        .problem(name.toString())
        .noise(noisy)
        .evaluations(budget)
        .build()
        .problems(benches)
        .get(0);
  }

  @Override
  public ObjectiveEvaluator evaluator(RunSettings problem) {
    return benches.evaluator(problem);
  }

  @Override
  public ObservationSampler sampler(RunSettings problem) {
    return benches.sampler(problem);
  }
}

package io.github.hwgptbench.service;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.SimulatedClock;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ObservationSampler;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.problem.ReadingNoise;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.suite.Experiment;
import io.github.hwgptbench.suite.Verification;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lets benchmarks answer the requests of a service. */
record BenchService(Benches benches) implements ServedBenchmark {

  @Override
  public HwGptBench bench(String scale) throws IOException {
    return benches.of(scale);
  }

  @Override
  public RunSettings settings(RunRequest request) throws IOException {
    String problem = request.problem();
    String scale = problem.substring(problem.indexOf('-') + 1, problem.indexOf('('));
    ProblemName name = ProblemName.parse(
        problem, benches.of(scale).devices().stream().map(Device::id).toList());
    Experiment.Builder run = Experiment.builder()
        .name(Verification.SERVED)
        .problem(name.toString())
        .noise(request.noisy())
        .budget(request.budget())
        .fidelities(request.fidelities())
        .workers(request.workers())
        .countProposalTime(request.countsProposalTime());
    if (request.priors() != null) {
      run.priors(request.priors().architectures());
      run.priorDevices(request.priors().devices().toArray(String[]::new));
    }
    if (request.clock() != null) {
      run.clock(request.clock());
    }
    return run.build().problems(benches).get(0);
  }

  @Override
  public ObjectiveEvaluator evaluator(RunSettings problem) {
    return benches.evaluator(problem);
  }

  @Override
  public ObjectiveEvaluator evaluator(RunSettings problem, int level) {
    return benches.evaluator(problem, level);
  }

  @Override
  public ReadingNoise readingNoise(RunSettings problem) {
    return benches.readingNoise(problem);
  }

  @Override
  public @Nullable SimulatedClock clock(RunSettings problem) {
    return benches.clock(problem);
  }

  @Override
  public ObservationSampler sampler(RunSettings problem) {
    return benches.sampler(problem);
  }
}

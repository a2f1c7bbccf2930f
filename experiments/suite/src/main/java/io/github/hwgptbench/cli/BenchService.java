package io.github.hwgptbench.cli;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ObservationSampler;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.service.ServedBenchmark;
import io.github.hwgptbench.suite.Located;
import io.github.hwgptbench.suite.ProblemAnswers;
import io.github.hwgptbench.suite.SuiteDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Lets benchmarks answer the requests of a service. */
final class BenchService implements ServedBenchmark {

  private final Benches benches;
  private final ProblemAnswers answers;

  BenchService(Benches benches) {
    this.benches = benches;
    this.answers = new BenchAnswers(benches);
  }

  @Override
  public HwGptBench bench(String scale) throws IOException {
    return benches.of(scale);
  }

  @Override
  public RunSettings settings(String problem, int budget, boolean noisy) throws IOException {
    String scale = problem.substring(problem.indexOf('-') + 1, problem.indexOf('('));
    ProblemName name = ProblemName.parse(
        problem, benches.of(scale).devices().stream().map(Device::id).toList());
    SuiteDefinition definition = new SuiteDefinition(
        "served",
        List.of(new Located<>(name.toString(), "")),
        List.of(),
        List.of(),
        List.of(),
        List.of(noisy),
        List.of(),
        new Located<>("1", ""),
        new Located<>(budget, ""),
        new Located<>("default", ""),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
    return SuiteLookup.problems(definition, benches).get(0);
  }

  @Override
  public ObjectiveEvaluator evaluator(RunSettings problem) {
    return answers.evaluator(problem);
  }

  @Override
  public ObservationSampler sampler(RunSettings problem) {
    return answers.sampler(problem);
  }
}

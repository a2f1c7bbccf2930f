package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.adapter.optuna.BenchmarkObjective;
import io.github.hwgptbench.adapter.optuna.FrozenTrial;
import io.github.hwgptbench.adapter.optuna.Samplers;
import io.github.hwgptbench.adapter.optuna.Study;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.record.Expense;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study under the conditions of a suite has the evaluations of its runs. */
class StudyOfSuiteTest {

  @TempDir
  private Path temp;

  @Test
  void trialsAreTheEvaluationsOfARun() throws Exception {
    try (Benches benches = Benches.shipped()) {
      Experiment experiment = Experiment.builder()
          .problem("HWGPT-S(accuracy,energy@a100)")
          .algorithms("nsga2(population=20)")
          .seeds(5, 5)
          .fidelities(Fidelities.of(Fidelities.MEASUREMENTS, List.of(1, 5, 25)))
          .budget(Budget.seconds(2000))
          .clock("latency@rtx2080")
          .benches(benches)
          .build();
      experiment.run(temp, SuiteListener.NONE);
      RunTrace trace = SuiteArchive.open(temp).problems().get(0).runs().get(0).open();

      RunSettings settings = experiment.problems(benches).get(0);
      try (ObjectiveEvaluator evaluator = benches.evaluator(settings)) {
        BenchmarkObjective objective = BenchmarkObjective.of(
            settings.space(),
            benches.observed(settings, Collections.nCopies(3, evaluator), 5),
            benches.conditions(settings, SearchStart.EMPTY));
        Study study = Study.builder()
            .objectivesOf(objective)
            .sampler(Samplers.of(
                "nsga2(population=20)",
                RandomGeneratorFactory.of("L64X128MixRandom").create(5)))
            .create();
        // More than there is time for; that ends the study.
        study.optimize(objective, 1000);

        assertTrue(trace.evaluations() > 40, trace.evaluations() + " evaluations");
        assertEquals(trace.evaluations() + 1, study.trials().size());
        for (int i = 0; i < trace.evaluations(); i++) {
          FrozenTrial trial = study.trials().get(i);
          Expense expense = trace.expense(i);
          assertEquals(
              trace.architecture(i), trial.userAttrs().get(BenchmarkObjective.ARCHITECTURE));
          assertArrayEquals(
              trace.objectives(i),
              trial.values().stream().mapToDouble(value -> value).toArray());
          assertEquals(25, trial.userAttrs().get(BenchmarkObjective.FIDELITY));
          assertEquals(expense.cost(), trial.userAttrs().get(BenchmarkObjective.COST));
          assertEquals(expense.seconds(), trial.userAttrs().get(BenchmarkObjective.SECONDS));
        }
      }
    }
  }
}

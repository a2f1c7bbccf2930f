package io.github.hwgptbench.examples;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.adapter.optuna.BenchmarkObjective;
import io.github.hwgptbench.adapter.optuna.FrozenTrial;
import io.github.hwgptbench.adapter.optuna.JournalStorage;
import io.github.hwgptbench.adapter.optuna.Samplers;
import io.github.hwgptbench.adapter.optuna.Study;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Searches with a study, in a journal that Optuna reads and goes on with. Run again, it goes on
 * itself.
 */
final class StudyExample {

  private StudyExample() {}

  public static void main(String[] args) {
    List<Objective> objectives =
        List.of(Objective.parse("perplexity"), Objective.parse("energy@rtx2080"));
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      BenchmarkObjective objective = BenchmarkObjective.of(bench, objectives);
      Study study = Study.builder()
          .storage(JournalStorage.open(Path.of(args.length > 0 ? args[0] : "study.log")))
          .studyName("gpt-s")
          .objectivesOf(objective)
          .sampler(Samplers.ehvi(new SplittableRandom(1)))
          .createOrLoad();
      study.optimize(objective, 50);
      System.out.println(study);
      for (FrozenTrial trial : study.bestTrials()) {
        System.out.println(
            trial.values() + " " + trial.userAttrs().get(BenchmarkObjective.ARCHITECTURE));
      }
    }
  }
}

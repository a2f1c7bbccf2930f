package io.github.hwgptbench.examples;

import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.suite.Experiment;
import io.github.hwgptbench.suite.ExperimentResult;
import io.github.hwgptbench.suite.SuiteListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares a custom algorithm with others, and records every evaluation. */
final class ExperimentExample {

  private ExperimentExample() {}

  /** Takes the folder for the record, which is a temporary one if there is none. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path parent = args.length == 0 ? Files.createTempDirectory("experiment") : Path.of(args[0]);
    Path folder = parent.resolve("mine");

    ExperimentResult result = Experiment.builder()
        .problem("HWGPT-S(perplexity,energy@v100)")
        .algorithms("random", "nsga2(population=20)", new EpsilonGreedyExample())
        .seeds(1, 20)
        .evaluations(200)
        .build()
        .run(folder, SuiteListener.NONE);

    for (RunOutcome run : result.all()) {
      System.out.println(run.algorithm() + " " + run.seed() + ": " + run.hypervolume());
    }
    System.out.println(result.failed().size() + " runs failed; all are in " + result.folder());

    resumeAndVerify(folder);
  }

  private static void resumeAndVerify(Path folder) throws IOException, InterruptedException {
    Experiment longer = Experiment.builder()
        .problem("HWGPT-S(perplexity,energy@v100)")
        .algorithms("random", "nsga2(population=20)", new EpsilonGreedyExample())
        .seeds(1, 20)
        .evaluations(300)
        .build();
    longer.resume(folder, SuiteListener.NONE);

    boolean identical =
        longer.verify(folder, 10).stream().allMatch(repetition -> repetition.identical());
    System.out.println(identical ? "10 repeated runs are bit-identical" : "runs differ");
  }
}

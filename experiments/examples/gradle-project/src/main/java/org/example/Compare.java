package org.example;

import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.suite.Experiment;
import io.github.hwgptbench.suite.ExperimentResult;
import io.github.hwgptbench.suite.SuiteListener;
import java.io.IOException;
import java.nio.file.Path;

/** Prints the hypervolumes that three algorithms reach with five seeds each. */
public final class Compare {

  private Compare() {}

  /** Takes the folder for the record, which must be empty or missing. */
  public static void main(String[] args) throws IOException, InterruptedException {
    ExperimentResult result = Experiment.builder()
        .problem("HWGPT-S(perplexity,energy@v100)")
        .algorithms("random", "nsga2", "jmetal:SMSEMOA")
        .seeds(1, 5)
        .evaluations(200)
        .build()
        .run(Path.of(args.length == 0 ? "compared" : args[0]), SuiteListener.NONE);
    for (RunOutcome run : result.all()) {
      System.out.println(run.algorithm() + " " + run.seed() + " " + run.hypervolume());
    }
  }
}

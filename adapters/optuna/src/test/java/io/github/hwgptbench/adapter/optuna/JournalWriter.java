package io.github.hwgptbench.adapter.optuna;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;

/** A process that goes on with a study, and says of each trial that it is told. */
final class JournalWriter {

  private JournalWriter() {}

  /** Arguments: the file, the study, how many trials, its own name, seconds of grace for locks. */
  public static void main(String[] args) {
    Study study = Study.builder()
        .storage(JournalStorage.open(Path.of(args[0]), Duration.ofSeconds(Long.parseLong(args[4]))))
        .studyName(args[1])
        .sampler(Samplers.random(new SplittableRandom(args[3].hashCode())))
        .load();
    int trials = Integer.parseInt(args[2]);
    for (int i = 0; i < trials; i++) {
      Trial trial = study.ask();
      int x = trial.suggestInt("x", 0, 1_000_000);
      trial.setUserAttr("index", args[3] + " " + i);
      study.tell(trial, x);
      System.out.println(args[3] + " " + i);
    }
  }
}

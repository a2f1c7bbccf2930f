package io.github.hwgptbench.adapter.optuna.sql;

import io.github.hwgptbench.adapter.optuna.Heartbeat;
import io.github.hwgptbench.adapter.optuna.Samplers;
import io.github.hwgptbench.adapter.optuna.Study;
import io.github.hwgptbench.adapter.optuna.Trial;
import java.time.Duration;
import java.util.SplittableRandom;

/** A process that goes on with a study in a database. */
final class DatabaseWriter {

  private DatabaseWriter() {}

  /**
   * Arguments: the address, the study, how many trials, its own name. Says of each trial that it is
   * told. With 0 trials it begins with one that has a heartbeat, and never ends it.
   */
  public static void main(String[] args) {
    int trials = Integer.parseInt(args[2]);
    RdbStorage storage =
        RdbStorage.open(args[0], trials > 0 ? null : Heartbeat.every(Duration.ofSeconds(1)));
    Study study = Study.builder()
        .storage(storage)
        .studyName(args[1])
        .sampler(Samplers.random(new SplittableRandom(args[3].hashCode())))
        .load();
    if (trials == 0) {
      study.optimize(DatabaseWriter::hang, 1);
    }
    for (int i = 0; i < trials; i++) {
      Trial trial = study.ask();
      int x = trial.suggestInt("x", 0, 1_000_000);
      trial.setUserAttr("index", args[3] + " " + i);
      study.tell(trial, x);
      System.out.println(args[3] + " " + i);
    }
  }

  private static double[] hang(Trial trial) {
    trial.suggestInt("x", 0, 1_000_000);
    trial.report(1, 1);
    System.out.println("hanging");
    try {
      Thread.sleep(Duration.ofMinutes(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new double[] {0};
  }
}

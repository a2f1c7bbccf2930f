package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.internal.text.Text;

/**
 * At which steps a pruner decides: the first that is reported in each interval after the warmup.
 *
 * @param warmup step of the first decision, 0 or more
 * @param interval 1 or more
 */
record PruningSteps(long warmup, long interval) {

  static final PruningSteps ALL = new PruningSteps(0, 1);

  PruningSteps {
    if (warmup < 0 || interval < 1) {
      throw new IllegalArgumentException(Text.format(
          "Pruning after %d warm-up steps, every %d steps; allowed: 0 or more, 1 or more",
          warmup, interval));
    }
  }

  /**
   * Whether there is a decision at the last step of a trial.
   *
   * @throws UnsupportedOperationException if the study has several objectives
   */
  boolean decideOn(Study study, FrozenTrial trial) {
    checkSingleObjective(study);
    if (trial.intermediateValues().isEmpty()) {
      return false;
    }
    long step = lastStep(trial);
    if (step < warmup) {
      return false;
    }
    long first = (step - warmup) / interval * interval + warmup;
    return trial.intermediateValues().keySet().stream()
        .allMatch(other -> other == step || other < first);
  }

  static void checkSingleObjective(Study study) {
    if (study.directions().size() > 1) {
      throw new UnsupportedOperationException(Text.format(
          "This pruner supports a single objective, and study '%s' has %d; allowed: successive"
              + " halving, Hyperband, or no pruner",
          study.studyName(), study.directions().size()));
    }
  }

  /** The last step of a trial that has reported. */
  static long lastStep(FrozenTrial trial) {
    return trial.intermediateValues().keySet().stream()
        .mapToLong(step -> step)
        .max()
        .orElseThrow();
  }
}

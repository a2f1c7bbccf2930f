package io.github.hwgptbench.algorithm.bayes;

import java.util.List;

/** Keeps models up to date with what was observed, from one proposal to the next. */
interface Learner {

  /** Returns the models, which are the same object at all times. */
  Models models();

  /**
   * Brings the models up to date.
   *
   * @param observations all there are, at least one; since the last call some were added at the end
   * @return whether the hyperparameters of the models have changed
   */
  boolean learn(List<Observation> observations);

  /**
   * Returns what the models expect where was evaluated and is allowed, one row each; what was told
   * of that where they have not seen it.
   */
  double[][] known(List<Observation> observations);
}

package io.github.hwgptbench.algorithm.bayes;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Models each objective by itself. Hyperparameters are fitted anew when there are 15 % more
 * observations than at the last fit; in between, observations are added to the models. From the
 * first fit above 1,000 observations on, the models see the 500 that are nearest to the front, in
 * the order of non-dominated sorting, and what came after the last fit.
 */
final class ObjectiveLearner implements Learner {

  static final double GROWTH = 1.15;
  private static final int LARGEST_MODEL = 1000;
  private static final int TRUST_REGION = 500;
  private static final int FIRST_FIT = 60;
  private static final int LATER_FIT = 20;

  private final Models models;
  /** What the models have seen, in the order in which they did. */
  private final List<Observation> modelled = new ArrayList<>();

  private int fitted;
  private int learned;

  ObjectiveLearner(Models models) {
    this.models = models;
  }

  /** Returns what models are fitted to. */
  static List<Observation> nearest(List<Observation> observations) {
    return Observation.nearestToTheFront(
        observations, observations.size() > LARGEST_MODEL ? TRUST_REGION : LARGEST_MODEL);
  }

  /** Returns how many steps a fit has, given how many observations there were at the last one. */
  static int iterations(int fitted) {
    return fitted == 0 ? FIRST_FIT : LATER_FIT;
  }

  @Override
  public Models models() {
    return models;
  }

  @Override
  public boolean learn(List<Observation> observations) {
    boolean anew = observations.size() >= GROWTH * fitted;
    if (anew) {
      modelled.clear();
      modelled.addAll(nearest(observations));
      models.fit(modelled, iterations(fitted));
      fitted = observations.size();
      learned = observations.size();
    }
    while (learned < observations.size()) {
      Observation added = observations.get(learned++);
      modelled.add(added);
      models.add(added);
    }
    return anew;
  }

  @Override
  public double[][] known(List<Observation> observations) {
    double[][] fitted = models.fitted();
    Map<Observation, double[]> expected = new IdentityHashMap<>();
    for (int i = 0; i < modelled.size(); i++) {
      expected.put(modelled.get(i), fitted[i]);
    }
    return observations.stream()
        .filter(Observation::feasible)
        .map(it -> expected.getOrDefault(it, it.objectives()))
        .toArray(double[][]::new);
  }
}

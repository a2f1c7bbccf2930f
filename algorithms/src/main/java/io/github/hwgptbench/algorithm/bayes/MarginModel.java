package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.gp.GaussianProcess;
import io.github.hwgptbench.gp.Hyperparameter;
import io.github.hwgptbench.gp.Kernel;
import io.github.hwgptbench.gp.StandardNormal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Gaussian process of the margin of a constraint, which holds where that is 0 or less.
 *
 * <p>A margin of exactly 0 is censored: all that is known is that the margin there is not positive,
 * as in the regression of Tobin (1958) and its Gaussian process (Groot and Lucas 2012, <i>Gaussian
 * process regression with censored data using expectation propagation</i>). Taken for a value, the
 * 0 of a constraint that holds by far would flatten the model and hide where the constraint begins
 * to be violated. Exact margins are added to the process first, and then the censored ones by
 * {@link ObjectiveModel#addAtMost}. Hyperparameters are fitted to the exact margins and, for
 * censored ones, to what the model expected before, or at the first fit to a fifth of the standard
 * deviation below 0.
 */
final class MarginModel {

  private static final double FIRST_DEPTH = 0.2;

  private final ObjectiveModel model;
  private boolean fitted;

  /**
   * Makes a model.
   *
   * @param noise prior of the variance of the noise, as a share of the variance of the margins
   */
  MarginModel(Kernel kernel, Hyperparameter noise) {
    model = new ObjectiveModel(kernel, noise);
  }

  /** Fits all hyperparameters to these margins, and forgets all others. */
  void fit(List<double[]> points, double[] margins, int iterations) {
    if (Arrays.stream(margins).allMatch(margin -> margin != 0)) {
      model.fit(points, margins, iterations);
    } else {
      model.fit(points, completed(points, margins), iterations);
      condition(points, margins);
    }
    fitted = true;
  }

  /** Lets the model have seen exactly these margins, with the hyperparameters of the last fit. */
  void condition(List<double[]> points, double[] margins) {
    List<double[]> exact = new ArrayList<>();
    List<double[]> censored = new ArrayList<>();
    for (int i = 0; i < margins.length; i++) {
      (margins[i] == 0 ? censored : exact).add(points.get(i));
    }
    model.condition(exact, Arrays.stream(margins).filter(margin -> margin != 0).toArray());
    censored.forEach(point -> model.addAtMost(point, 0));
  }

  /** The margins, with an estimate for each that is censored. */
  private double[] completed(List<double[]> points, double[] margins) {
    double mean = Arrays.stream(margins).average().orElse(0);
    double variance =
        Arrays.stream(margins).map(it -> (it - mean) * (it - mean)).average().orElse(0);
    double depth = variance > 0 ? FIRST_DEPTH * Math.sqrt(variance) : 1;
    double[] completed = margins.clone();
    for (int i = 0; i < margins.length; i++) {
      if (margins[i] == 0) {
        completed[i] = fitted ? Math.min(-depth, model.mean(points.get(i))) : -depth;
      }
    }
    return completed;
  }

  void add(double[] point, double margin) {
    if (margin == 0) {
      model.addAtMost(point, 0);
    } else {
      model.add(point, margin);
    }
  }

  /** Pretends that the margin at a point was found to be what is expected of it. */
  void pretend(double[] point) {
    model.add(point, model.mean(point));
  }

  void removeLast() {
    model.removeLast();
  }

  /** Returns the logarithm of the probability that the constraint holds at a point. */
  double logFeasibility(double[] point) {
    GaussianProcess.Prediction prediction = model.predict(point);
    if (prediction.deviation() > 0) {
      return StandardNormal.logCumulative(-prediction.mean() / prediction.deviation());
    }
    return prediction.mean() > 0 ? Double.NEGATIVE_INFINITY : 0;
  }
}

package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.gp.GaussianProcess;
import io.github.hwgptbench.gp.StandardNormal;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The models of all objectives and all constraints, and the points that they have seen.
 *
 * <p>A constraint is modelled by its violation, which is 0 wherever it holds, and so says nothing
 * of how well it does. For models to be sure of it there, violations have a step: a fifth of their
 * standard deviation is added where the constraint is broken, and taken off where it holds.
 */
final class Models {

  private static final double STEP = 0.2;

  private final Encoding encoding;
  private final List<ObjectiveModel> objectives = new ArrayList<>();
  private final List<ObjectiveModel> violations = new ArrayList<>();
  /** How far the model of each violation lies below 0 where the constraint holds. */
  private final double[] steps;

  /**
   * What is expected of a genotype.
   *
   * @param means expected value of each objective
   * @param deviations standard deviation of each
   * @param logFeasibility logarithm of the probability that all constraints hold
   */
  record Expectation(double[] means, double[] deviations, double logFeasibility) {}

  Models(GenotypeSpace space, SurrogateKernel kernel, int objectives, int constraints) {
    encoding = kernel.encoding(space);
    steps = new double[constraints];
    for (int j = 0; j < objectives; j++) {
      this.objectives.add(new ObjectiveModel(encoding.kernel()));
    }
    for (int c = 0; c < constraints; c++) {
      violations.add(new ObjectiveModel(encoding.kernel()));
    }
  }

  /** Fits all hyperparameters to these observations, and forgets all others. */
  void fit(List<Observation> observations, int iterations) {
    List<double[]> points =
        observations.stream().map(it -> encoding.encode(it.genes())).toList();
    for (int j = 0; j < objectives.size(); j++) {
      int objective = j;
      objectives
          .get(j)
          .fit(
              points,
              observations.stream()
                  .mapToDouble(it -> it.objectives()[objective])
                  .toArray(),
              iterations);
    }
    for (int c = 0; c < violations.size(); c++) {
      int constraint = c;
      double[] values =
          observations.stream().mapToDouble(it -> it.violations()[constraint]).toArray();
      steps[c] = step(values);
      violations
          .get(c)
          .fit(
              points,
              Arrays.stream(values).map(it -> stepped(constraint, it)).toArray(),
              iterations);
    }
  }

  private static double step(double[] violations) {
    double mean = Arrays.stream(violations).average().orElse(0);
    double variance =
        Arrays.stream(violations).map(it -> (it - mean) * (it - mean)).average().orElse(0);
    return variance > 0 ? STEP * Math.sqrt(variance) : 1;
  }

  private double stepped(int constraint, double violation) {
    return violation > 0 ? violation + steps[constraint] : -steps[constraint];
  }

  void add(Observation observation) {
    double[] point = encoding.encode(observation.genes());
    for (int j = 0; j < objectives.size(); j++) {
      objectives.get(j).add(point, observation.objectives()[j]);
    }
    for (int c = 0; c < violations.size(); c++) {
      violations.get(c).add(point, stepped(c, observation.violations()[c]));
    }
  }

  /** Pretends that a genotype was evaluated, to what is expected of it. */
  void pretend(int[] genes) {
    double[] point = encoding.encode(genes);
    objectives.forEach(model -> model.add(point, model.mean(point)));
    violations.forEach(model -> model.add(point, model.mean(point)));
  }

  /** Takes back what was added or pretended last. */
  void removeLast() {
    objectives.forEach(ObjectiveModel::removeLast);
    violations.forEach(ObjectiveModel::removeLast);
  }

  /** Returns the expected objectives at all observed points, one row each, in order of adding. */
  double[][] fitted() {
    double[][] columns = objectives.stream().map(ObjectiveModel::fitted).toArray(double[][]::new);
    double[][] rows = new double[columns[0].length][columns.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        rows[i][j] = columns[j][i];
      }
    }
    return rows;
  }

  Expectation expect(int[] genes) {
    double[] point = encoding.encode(genes);
    double[] means = new double[objectives.size()];
    double[] deviations = new double[objectives.size()];
    for (int j = 0; j < means.length; j++) {
      GaussianProcess.Prediction prediction = objectives.get(j).predict(point);
      means[j] = prediction.mean();
      deviations[j] = prediction.deviation();
    }
    double logFeasibility = 0;
    for (ObjectiveModel violation : violations) {
      GaussianProcess.Prediction prediction = violation.predict(point);
      logFeasibility += prediction.deviation() > 0
          ? StandardNormal.logCumulative(-prediction.mean() / prediction.deviation())
          : prediction.mean() > 0 ? Double.NEGATIVE_INFINITY : 0;
    }
    return new Expectation(means, deviations, logFeasibility);
  }
}

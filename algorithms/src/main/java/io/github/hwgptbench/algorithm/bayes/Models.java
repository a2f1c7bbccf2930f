package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.gp.GaussianProcess;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * The models of all objectives and all constraints, and the points that they have seen.
 *
 * <p>A constraint is modelled by its margin, of which it holds where that is 0 or less.
 */
final class Models {

  private final Encoding encoding;
  private final List<ObjectiveModel> objectives = new ArrayList<>();
  private final List<MarginModel> margins = new ArrayList<>();

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
    for (int j = 0; j < objectives; j++) {
      this.objectives.add(new ObjectiveModel(encoding.kernel()));
    }
    for (int c = 0; c < constraints; c++) {
      margins.add(new MarginModel(encoding.kernel()));
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
    for (int c = 0; c < margins.size(); c++) {
      int constraint = c;
      margins
          .get(c)
          .fit(
              points,
              observations.stream().mapToDouble(it -> it.margins()[constraint]).toArray(),
              iterations);
    }
  }

  void add(Observation observation) {
    double[] point = encoding.encode(observation.genes());
    for (int j = 0; j < objectives.size(); j++) {
      objectives.get(j).add(point, observation.objectives()[j]);
    }
    for (int c = 0; c < margins.size(); c++) {
      margins.get(c).add(point, observation.margins()[c]);
    }
  }

  /** Pretends that a genotype was evaluated, to what is expected of it. */
  void pretend(int[] genes) {
    double[] point = encoding.encode(genes);
    objectives.forEach(model -> model.add(point, model.mean(point)));
    margins.forEach(model -> model.pretend(point));
  }

  /** Takes back what was added or pretended last. */
  void removeLast() {
    objectives.forEach(ObjectiveModel::removeLast);
    margins.forEach(MarginModel::removeLast);
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
    for (MarginModel margin : margins) {
      logFeasibility += margin.logFeasibility(point);
    }
    return new Expectation(means, deviations, logFeasibility);
  }
}

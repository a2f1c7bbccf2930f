package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.gp.GaussianProcess;
import io.github.hwgptbench.gp.Hyperparameter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The models of all objectives and all constraints, and the points that they have seen.
 *
 * <p>A constraint is modelled by its margin, of which it holds where that is 0 or less.
 */
final class Models {

  private final Encoding encoding;
  private final List<ObjectiveModel> objectives;
  private final List<MarginModel> margins = new ArrayList<>();

  /**
   * What is expected of a genotype.
   *
   * @param means expected value of each objective
   * @param deviations standard deviation of each
   * @param logFeasibility logarithm of the probability that all constraints hold
   */
  record Expectation(double[] means, double[] deviations, double logFeasibility) {

    private static final double LOG_HALF = StrictMath.log(0.5);

    /** Returns whether all constraints hold with a probability of one half or more. */
    boolean likelyFeasible() {
      return logFeasibility >= LOG_HALF;
    }
  }

  /** Makes models of values that hardly have noise. */
  Models(Encoding encoding, int objectives, int constraints) {
    this(encoding, objectives, constraints, ObjectiveModel.NOISE);
  }

  /**
   * Makes models.
   *
   * @param noise prior of the variance of the noise, as a share of the variance of the values
   */
  Models(Encoding encoding, int objectives, int constraints, Hyperparameter noise) {
    this(
        encoding,
        Stream.generate(() -> new ObjectiveModel(encoding.kernel(), noise))
            .limit(objectives)
            .toList(),
        constraints,
        noise);
  }

  /**
   * Makes models.
   *
   * @param objectives models of all objectives, over the points of the encoding
   * @param noise prior of the variance of the noise of a margin
   */
  Models(
      Encoding encoding, List<ObjectiveModel> objectives, int constraints, Hyperparameter noise) {
    this.encoding = encoding;
    this.objectives = objectives;
    for (int c = 0; c < constraints; c++) {
      margins.add(new MarginModel(encoding.kernel(), noise));
    }
  }

  /** Returns the number of objectives. */
  int objectives() {
    return objectives.size();
  }

  /** Returns the standard deviation of each objective over what the models were fitted to. */
  double[] scales() {
    return objectives.stream().mapToDouble(ObjectiveModel::scale).toArray();
  }

  /** Returns the standard deviation of the noise of an observation of each objective. */
  double[] noise() {
    return objectives.stream().mapToDouble(ObjectiveModel::noiseDeviation).toArray();
  }

  /** Fits all hyperparameters to these observations, and forgets all others. */
  void fit(List<Observation> observations, int iterations) {
    List<double[]> points =
        observations.stream().map(it -> encoding.encode(it.genes())).toList();
    for (int j = 0; j < objectives.size(); j++) {
      objectives.get(j).fit(points, column(observations, Observation::objectives, j), iterations);
    }
    for (int c = 0; c < margins.size(); c++) {
      margins.get(c).fit(points, column(observations, Observation::margins, c), iterations);
    }
  }

  /**
   * Lets the models have seen exactly these observations, with the hyperparameters of the last fit.
   */
  void condition(List<Observation> observations) {
    List<double[]> points =
        observations.stream().map(it -> encoding.encode(it.genes())).toList();
    for (int j = 0; j < objectives.size(); j++) {
      objectives.get(j).condition(points, column(observations, Observation::objectives, j));
    }
    for (int c = 0; c < margins.size(); c++) {
      margins.get(c).condition(points, column(observations, Observation::margins, c));
    }
  }

  private static double[] column(
      List<Observation> observations, Function<Observation, double[]> values, int index) {
    return observations.stream().mapToDouble(it -> values.apply(it)[index]).toArray();
  }

  /** Returns the expected value of each objective at a genotype; cheaper than {@link #expect}. */
  double[] means(int[] genes) {
    double[] point = encoding.encode(genes);
    return objectives.stream().mapToDouble(model -> model.mean(point)).toArray();
  }

  /**
   * Returns the standard deviation of the change that an evaluation makes to the expected value of
   * each objective.
   *
   * @param genes of the expected values
   * @param evaluated what would be evaluated
   */
  double[] changes(int[] genes, int[] evaluated) {
    double[] point = encoding.encode(genes);
    double[] observed = encoding.encode(evaluated);
    return objectives.stream()
        .mapToDouble(model -> model.change(point, observed))
        .toArray();
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
    return expect(List.of(genes)).get(0);
  }

  /** Returns what is expected of each genotype. */
  List<Expectation> expect(List<int[]> genotypes) {
    List<double[]> points = genotypes.stream().map(encoding::encode).toList();
    double[][] means = new double[points.size()][objectives.size()];
    double[][] deviations = new double[points.size()][objectives.size()];
    for (int j = 0; j < objectives.size(); j++) {
      List<GaussianProcess.Prediction> predictions = objectives.get(j).predict(points);
      for (int i = 0; i < means.length; i++) {
        means[i][j] = predictions.get(i).mean();
        deviations[i][j] = predictions.get(i).deviation();
      }
    }
    List<Expectation> expectations = new ArrayList<>();
    for (int i = 0; i < means.length; i++) {
      double[] point = points.get(i);
      double logFeasibility = 0;
      for (MarginModel margin : margins) {
        logFeasibility += margin.logFeasibility(point);
      }
      expectations.add(new Expectation(means[i], deviations[i], logFeasibility));
    }
    return expectations;
  }
}

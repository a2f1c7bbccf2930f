package io.github.hwgptbench.gp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GaussianProcessTest {

  private static final Hyperparameter PRIOR = new Hyperparameter("any", -0.3, 1.5);

  /** The example of the textbook formulas, worked out in another language. */
  private static final double[][] POINTS = {{0, 0}, {0.5, 1}, {1, 0.5}};

  private static final double[] VALUES = {0, 1, 0.5};

  static MaternKernel matern(int dimensions) {
    return new MaternKernel(Collections.nCopies(dimensions, PRIOR), PRIOR);
  }

  static List<Kernel> kernels() {
    Hyperparameter variance = new Hyperparameter("variance", -1, 1);
    return List.of(
        matern(9),
        new AdditiveKernel(List.of("a", "b", "c"), List.of("only"), 3),
        new LinearKernel(3, 6, List.of(variance, variance, variance)));
  }

  private static double[] logs(double... values) {
    double[] logs = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      logs[i] = Math.log(values[i]);
    }
    return logs;
  }

  private static double[][] random(SplittableRandom random, int n, int dimensions) {
    double[][] points = new double[n][dimensions];
    for (double[] point : points) {
      for (int d = 0; d < dimensions; d++) {
        point[d] = random.nextInt(3) - 1;
      }
    }
    return points;
  }

  private static double[] random(SplittableRandom random, int n) {
    return random.doubles(n, -1, 1).toArray();
  }

  private static GaussianProcess process(
      Covariance covariance, double noise, double mean, double[][] points, double[] values) {
    GaussianProcess process = new GaussianProcess(covariance, noise, mean);
    for (int i = 0; i < points.length; i++) {
      process.add(points[i], values[i]);
    }
    return process;
  }

  @Test
  void agreesWithTheReferenceValues() {
    GaussianProcess process = process(matern(2).with(logs(0.5, 1, 1.5)), 0.01, 0.2, POINTS, VALUES);
    GaussianProcess.Prediction first = process.predict(new double[] {0.25, 0.5});
    GaussianProcess.Prediction second = process.predict(new double[] {1, 1});
    assertEquals(0.52084829, first.mean(), 5e-9);
    assertEquals(0.59655736, second.mean(), 5e-9);
    assertEquals(0.38037784, first.deviation() * first.deviation(), 5e-9);
    assertEquals(0.4313201, second.deviation() * second.deviation(), 5e-8);
    assertEquals(-3.4956244680734305, process.logMarginalLikelihood(), 1e-12);
    assertEquals(first.mean(), process.mean(new double[] {0.25, 0.5}), 1e-14);
  }

  @Test
  void aChangeIsWhatAnObservationMakesOfTheMean() {
    GaussianProcess process = process(matern(2).with(logs(0.5, 1, 1.5)), 0.01, 0.2, POINTS, VALUES);
    double[] point = {0.25, 0.5};
    double[] observed = {1, 1};
    double before = process.mean(point);
    GaussianProcess.Prediction there = process.predict(observed);
    double spread = Math.sqrt(there.deviation() * there.deviation() + 0.01);
    double change = process.change(point, observed);
    double own = process.change(point, point);
    double deviation = process.predict(point).deviation();
    process.add(observed, there.mean() + spread);
    assertEquals(change, Math.abs(process.mean(point) - before), 1e-12);
    assertTrue(change > 0.01 && change < own, change + " and " + own);
    assertTrue(own < deviation, own + " of " + deviation);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void matricesHoldTheCovariancesOfAllPairs(Kernel kernel) {
    holdsTheCovariancesOfAllPairs(kernel, false);
    holdsTheCovariancesOfAllPairs(new FidelityKernel(kernel), true);
    holdsTheCovariancesOfAllPairs(new CoregionalKernel(kernel, 1), true);
  }

  /** 300 points have more combinations of common coordinates than are numbered. */
  private static void holdsTheCovariancesOfAllPairs(Kernel kernel, boolean numbered) {
    SplittableRandom random = new SplittableRandom(8);
    Covariance covariance = kernel.with(random(random, kernel.hyperparameters().size()));
    double[][] points = new double[300][];
    for (int i = 0; i < points.length; i++) {
      points[i] = random(random, kernel.dimensions());
      if (numbered) {
        points[i][kernel.dimensions() - 1] = random.nextInt(2);
      }
    }
    double[][] prepared = Arrays.stream(points).map(covariance::prepare).toArray(double[][]::new);
    double[][] matrix = covariance.matrix(prepared);
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < i; j++) {
        assertEquals(covariance.of(prepared[i], prepared[j]), matrix[i][j]);
      }
      assertEquals(covariance.variance(prepared[i]), matrix[i][i]);
      assertEquals(i + 1, matrix[i].length);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void gradientAgreesWithFiniteDifferences(Kernel kernel) {
    SplittableRandom random = new SplittableRandom(5);
    double[][] points = random(random, 14, kernel.dimensions());
    MarginalLikelihood likelihood =
        new MarginalLikelihood(kernel, PRIOR, points, random(random, 14), 0.1);
    for (int repetition = 0; repetition < 5; repetition++) {
      double[] at = random(random, likelihood.size());
      double[] gradient = new double[at.length];
      double[] unused = new double[at.length];
      likelihood.at(at, gradient);
      for (int p = 0; p < at.length; p++) {
        double h = 1e-5;
        double[] up = at.clone();
        double[] down = at.clone();
        up[p] += h;
        down[p] -= h;
        double difference = (likelihood.at(up, unused) - likelihood.at(down, unused)) / (2 * h);
        assertEquals(difference, gradient[p], 1e-6 * Math.max(1, Math.abs(difference)), "" + p);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void likelihoodOfTheProcessIsThatOfTheSearchWithoutThePrior(Kernel kernel) {
    SplittableRandom random = new SplittableRandom(6);
    double[][] points = random(random, 10, kernel.dimensions());
    double[] values = random(random, 10);
    MarginalLikelihood likelihood = new MarginalLikelihood(kernel, PRIOR, points, values, 0.3);
    double[] at = random(random, likelihood.size());
    double prior = PRIOR.logPrior(at[at.length - 1]);
    for (int p = 0; p < at.length - 1; p++) {
      prior += kernel.hyperparameters().get(p).logPrior(at[p]);
    }
    GaussianProcess process =
        process(kernel.with(at), Math.exp(at[at.length - 1]), 0.3, points, values);
    assertEquals(
        likelihood.at(at, new double[at.length]), process.logMarginalLikelihood() + prior, 1e-10);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void anAddedPointIsAsGoodAsABatch(Kernel kernel) {
    SplittableRandom random = new SplittableRandom(7);
    double[][] points = random(random, 40, kernel.dimensions());
    double[] values = random(random, 40);
    Covariance covariance = kernel.with(random(random, kernel.hyperparameters().size()));
    GaussianProcess asked = new GaussianProcess(covariance, 0.01, 0);
    for (int i = 0; i < 40; i++) {
      asked.add(points[i], values[i]);
      asked.mean(points[0]);
    }
    GaussianProcess batch = process(covariance, 0.01, 0, points, values);
    for (double[] point : random(random, 20, kernel.dimensions())) {
      assertEquals(batch.predict(point), asked.predict(point));
      assertEquals(batch.mean(point), asked.mean(point), 1e-10);
      assertEquals(batch.predict(point).mean(), asked.mean(point), 1e-10);
    }
  }

  /** The posterior from the inverse of the covariances, without any factor. */
  @ParameterizedTest
  @MethodSource("kernels")
  void agreesWithTheFormulas(Kernel kernel) {
    SplittableRandom random = new SplittableRandom(8);
    int n = 12;
    double[][] points = random(random, n, kernel.dimensions());
    double[] values = random(random, n);
    Covariance covariance = kernel.with(random(random, kernel.hyperparameters().size()));
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double[] a = covariance.prepare(points[i]);
        double[] b = covariance.prepare(points[j]);
        matrix[i][j] = covariance.of(a, b) + (i == j ? 0.05 : 0);
        assertEquals(covariance.of(b, a), covariance.of(a, b), 1e-12);
      }
      double[] prepared = covariance.prepare(points[i]);
      assertEquals(covariance.variance(prepared), covariance.of(prepared, prepared), 1e-12);
    }
    double[][] inverse = CholeskyFactorTest.inverse(matrix);
    GaussianProcess process = process(covariance, 0.05, 0, points, values);
    for (double[] point : random(random, 10, kernel.dimensions())) {
      double[] target = covariance.prepare(point);
      double mean = 0;
      double variance = covariance.variance(target);
      for (int i = 0; i < n; i++) {
        double left = covariance.of(target, covariance.prepare(points[i]));
        for (int j = 0; j < n; j++) {
          mean += left * inverse[i][j] * values[j];
          variance -= left * inverse[i][j] * covariance.of(target, covariance.prepare(points[j]));
        }
      }
      GaussianProcess.Prediction prediction = process.predict(point);
      assertEquals(mean, prediction.mean(), 1e-9);
      assertEquals(variance, prediction.deviation() * prediction.deviation(), 1e-9);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void interpolatesWithoutNoise(Kernel kernel) {
    SplittableRandom random = new SplittableRandom(9);
    double[][] points = random(random, 6, kernel.dimensions());
    double[] values = random(random, 6);
    Covariance covariance = kernel.with(new double[kernel.hyperparameters().size()]);
    GaussianProcess process = process(covariance, 1e-10, 0, points, values);
    for (int i = 0; i < 6; i++) {
      GaussianProcess.Prediction prediction = process.predict(points[i]);
      assertEquals(values[i], prediction.mean(), 1e-6);
      assertEquals(0, prediction.deviation(), 1e-4);
    }
  }

  @Test
  void theMostLikelyHyperparametersFindWhichCoordinateMatters() {
    SplittableRandom random = new SplittableRandom(10);
    double[][] points = new double[40][3];
    double[] values = new double[40];
    for (int i = 0; i < 40; i++) {
      points[i] = random.doubles(3).toArray();
      values[i] = Math.sin(6 * points[i][1]) + 0.01 * random.nextDouble(-1, 1);
    }
    MarginalLikelihood likelihood =
        new MarginalLikelihood(matern(3), new Hyperparameter("noise", -5, 2), points, values, 0);
    double[] start = likelihood.priorMedians();
    double[] best = likelihood.maximize(start, 60);
    double[] gradient = new double[best.length];
    assertTrue(likelihood.at(best, gradient) > likelihood.at(start, new double[5]) + 20);
    for (double slope : gradient) {
      assertEquals(0, slope, 0.3);
    }
    assertTrue(best[1] < best[0] - 1 && best[1] < best[2] - 1);
    assertTrue(Math.exp(best[4]) < 1e-3);
  }

  @Test
  void aSingularMatrixIsRefusedAndLeavesTheProcessAsItWas() {
    GaussianProcess process = process(matern(2).with(logs(0.5, 1, 1.5)), 1e-300, 0, POINTS, VALUES);
    double before = process.mean(new double[] {1, 1});
    assertThrows(ArithmeticException.class, () -> process.add(POINTS[1], 3));
    assertEquals(3, process.size());
    assertEquals(before, process.mean(new double[] {1, 1}));
  }

  /**
   * The coefficients of ridge regression on the coordinates and their products, by normal
   * equations.
   */
  @Test
  void aLinearKernelIsRidgeRegression() {
    Hyperparameter variance = new Hyperparameter("variance", 0, 1);
    SplittableRandom random = new SplittableRandom(8);
    double[][] points = random(random, 12, 3);
    double[] values = random(random, 12);
    double noise = 0.2;
    GaussianProcess process = process(
        new LinearKernel(1, 2, List.of(variance, variance, variance)).with(logs(2, 0.5, 0.3)),
        noise,
        0,
        points,
        values);
    double[][] features = new double[13][];
    double[] target = {0.3, -1.2, 0.7};
    for (int i = 0; i < 13; i++) {
      double[] x = i < 12 ? points[i] : target;
      features[i] = new double[] {
        Math.sqrt(2) * x[0],
        Math.sqrt(0.5) * x[1],
        Math.sqrt(0.5) * x[2],
        Math.sqrt(0.3) * x[0] * x[1],
        Math.sqrt(0.3) * x[0] * x[2]
      };
    }
    double[][] normal = new double[5][5];
    double[] right = new double[5];
    for (int a = 0; a < 5; a++) {
      normal[a][a] = noise;
      for (int i = 0; i < 12; i++) {
        right[a] += features[i][a] * values[i];
        for (int b = 0; b < 5; b++) {
          normal[a][b] += features[i][a] * features[i][b];
        }
      }
    }
    double[] coefficients = solved(normal, right);
    double expected = 0;
    for (int a = 0; a < 5; a++) {
      expected += coefficients[a] * features[12][a];
    }
    assertEquals(expected, process.mean(target), 1e-12);
  }

  /** Gaussian elimination; the matrix is positive definite. */
  private static double[] solved(double[][] matrix, double[] right) {
    int n = right.length;
    double[] solution = right.clone();
    for (int k = 0; k < n; k++) {
      for (int i = k + 1; i < n; i++) {
        double factor = matrix[i][k] / matrix[k][k];
        for (int j = k; j < n; j++) {
          matrix[i][j] -= factor * matrix[k][j];
        }
        solution[i] -= factor * solution[k];
      }
    }
    for (int k = n - 1; k >= 0; k--) {
      for (int j = k + 1; j < n; j++) {
        solution[k] -= matrix[k][j] * solution[j];
      }
      solution[k] /= matrix[k][k];
    }
    return solution;
  }
}

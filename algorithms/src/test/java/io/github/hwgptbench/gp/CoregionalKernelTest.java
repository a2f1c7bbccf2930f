package io.github.hwgptbench.gp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Collections;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CoregionalKernelTest {

  private static final Hyperparameter PRIOR = new Hyperparameter("variance", 0, 1);
  private static final MaternKernel FUNCTION =
      new MaternKernel(Collections.nCopies(2, PRIOR), PRIOR);
  private static final CoregionalKernel KERNEL = new CoregionalKernel(FUNCTION, 2);
  private static final double[] SHARED = {0.1, -0.2, 0.3};
  private static final double[] OWN = {-0.4, 0.5, -1};
  private static final double[] LOGS = {
    0.1, -0.2, 0.3, -0.4, 0.5, -1, StrictMath.log(0.5), StrictMath.log(1.5)
  };

  private static double covariance(double[] logs, double[] a, double[] b) {
    Covariance function = FUNCTION.with(logs);
    return function.of(function.prepare(a), function.prepare(b));
  }

  private static double of(double[] a, double[] b) {
    Covariance covariance = KERNEL.with(LOGS);
    return covariance.of(covariance.prepare(a), covariance.prepare(b));
  }

  private static double[] at(double[] point, int number) {
    double[] numbered = Arrays.copyOf(point, 3);
    numbered[2] = number;
    return numbered;
  }

  @Test
  void relativesAreScaledAndHaveFunctionsOfTheirOwn() {
    double[] a = {0.1, 0.9};
    double[] b = {0.4, 0.3};
    double k = covariance(SHARED, a, b);
    double g = covariance(OWN, a, b);
    assertEquals(k, of(at(a, 0), at(b, 0)), 1e-14);
    assertEquals(0.5 * k, of(at(a, 0), at(b, 1)), 1e-14);
    assertEquals(0.5 * 1.5 * k, of(at(a, 1), at(b, 2)), 1e-14);
    assertEquals(1.5 * 1.5 * k + g + 1, of(at(a, 2), at(b, 2)), 1e-14);
    Covariance covariance = KERNEL.with(LOGS);
    for (int number = 0; number <= 2; number++) {
      double[] prepared = covariance.prepare(at(a, number));
      assertEquals(covariance.of(prepared, prepared), covariance.variance(prepared), 1e-14);
    }
  }

  @Test
  void ownVariancesHaveATenthOfThePrior() {
    assertEquals(8, KERNEL.hyperparameters().size());
    assertEquals(
        new Hyperparameter("own variance", StrictMath.log(0.1), 1),
        KERNEL.hyperparameters().get(5));
  }

  @Test
  void observedPointsGiveTheSameCovariances() {
    CoregionalKernel kernel = new CoregionalKernel(
        new AdditiveKernel(Collections.singletonList("a"), Collections.singletonList("b"), 2), 1);
    Covariance covariance = kernel.with(new double[kernel.hyperparameters().size()]);
    SplittableRandom random = new SplittableRandom(2);
    double[][] prepared = new double[6][];
    for (int i = 0; i < prepared.length; i++) {
      double[] point = random.doubles(kernel.dimensions()).toArray();
      point[point.length - 1] = i % 2;
      prepared[i] = covariance.prepare(point);
    }
    ObservedPoints observed = covariance.observed();
    observed.add(prepared[4]);
    observed.removeLast();
    for (int i = 0; i < 4; i++) {
      observed.add(prepared[i]);
    }
    for (double[] target : new double[][] {prepared[4], prepared[5]}) {
      double[] actual = new double[4];
      observed.covariances(target, actual);
      double[] expected = new double[4];
      Arrays.setAll(expected, i -> covariance.of(target, prepared[i]));
      assertArrayEquals(expected, actual, 1e-12);
    }
  }

  @Test
  void gradientAgreesWithFiniteDifferences() {
    SplittableRandom random = new SplittableRandom(1);
    double[][] points = new double[15][];
    for (int i = 0; i < points.length; i++) {
      points[i] = new double[] {random.nextDouble(), random.nextDouble(), i % 3};
    }
    double[] values = random.doubles(points.length, -1, 1).toArray();
    MarginalLikelihood likelihood =
        new MarginalLikelihood(KERNEL, new Hyperparameter("noise", -4, 1), points, values, 0);
    double[] logs = Arrays.copyOf(LOGS, LOGS.length + 1);
    logs[LOGS.length] = -4;
    double[] gradient = new double[logs.length];
    likelihood.at(logs, gradient);
    for (int p = 0; p < logs.length; p++) {
      double[] above = logs.clone();
      double[] below = logs.clone();
      above[p] += 1e-5;
      below[p] -= 1e-5;
      double difference = (likelihood.at(above, new double[logs.length])
              - likelihood.at(below, new double[logs.length]))
          / 2e-5;
      assertEquals(difference, gradient[p], 1e-6 * Math.max(1, Math.abs(difference)), "" + p);
    }
  }
}

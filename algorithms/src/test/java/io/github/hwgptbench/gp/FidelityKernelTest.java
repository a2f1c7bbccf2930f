package io.github.hwgptbench.gp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Collections;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FidelityKernelTest {

  private static final Hyperparameter PRIOR = new Hyperparameter("any", 0, 1);
  private static final MaternKernel FUNCTION =
      new MaternKernel(Collections.nCopies(2, PRIOR), PRIOR);
  private static final FidelityKernel KERNEL = new FidelityKernel(FUNCTION);
  private static final double[] LOGS = {0.1, -0.2, 0.3, Math.log(0.5), Math.log(0.7), Math.log(0.3)
  };

  private static double[][] points() {
    double[][] points = new double[12][];
    for (int i = 0; i < points.length; i++) {
      // Each place at two levels.
      SplittableRandom random = new SplittableRandom(i / 2);
      points[i] = new double[] {random.nextDouble(), random.nextDouble(), (i % 3) / 2.0};
    }
    return points;
  }

  @Test
  void errorsShareWhatTheSmallerRoughnessHas() {
    Covariance function = FUNCTION.with(new double[] {0.1, -0.2, 0.3});
    Covariance covariance = KERNEL.with(LOGS);
    double[] a = {0.1, 0.9};
    double[] b = {0.4, 0.3};
    double k = function.of(function.prepare(a), function.prepare(b));
    double[] rough = covariance.prepare(new double[] {0.1, 0.9, 0.8});
    double[] finer = covariance.prepare(new double[] {0.4, 0.3, 0.2});
    double[] exact = covariance.prepare(new double[] {0.4, 0.3, 0});
    assertEquals(k * (1 + 0.5 * 0.2) + 0.7 * 0.2, covariance.of(rough, finer), 1e-14);
    assertEquals(k, covariance.of(rough, exact), 1e-14);
    assertEquals(covariance.of(rough, rough), covariance.variance(rough), 1e-14);
    double[] sameFiner = covariance.prepare(new double[] {0.1, 0.9, 0.2});
    double variance = function.variance(function.prepare(a));
    assertEquals(
        variance * (1 + 0.5 * 0.2) + (0.7 + 0.3) * 0.2, covariance.of(rough, sameFiner), 1e-14);
    assertEquals(variance * (1 + 0.5 * 0.8) + (0.7 + 0.3) * 0.8, covariance.variance(rough), 1e-14);
  }

  @Test
  void observedPointsGiveTheSameCovariances() {
    FidelityKernel kernel = new FidelityKernel(
        new AdditiveKernel(Collections.singletonList("a"), Collections.singletonList("b"), 2));
    Covariance covariance = kernel.with(new double[kernel.hyperparameters().size()]);
    SplittableRandom random = new SplittableRandom(2);
    double[][] prepared = new double[5][];
    for (int i = 0; i < prepared.length; i++) {
      prepared[i] = covariance.prepare(random.doubles(kernel.dimensions()).toArray());
    }
    ObservedPoints observed = covariance.observed();
    observed.add(prepared[0]);
    observed.add(prepared[1]);
    observed.removeLast();
    double[] expected = new double[4];
    for (int i = 0; i < 4; i++) {
      if (i > 0) {
        observed.add(prepared[i]);
      }
      expected[i] = covariance.of(prepared[4], prepared[i]);
    }
    double[] actual = new double[4];
    observed.covariances(prepared[4], actual);
    assertArrayEquals(expected, actual, 1e-12);
  }

  @Test
  void gradientAgreesWithFiniteDifferences() {
    double[] values = new SplittableRandom(3).doubles(12, -1, 1).toArray();
    MarginalLikelihood likelihood =
        new MarginalLikelihood(KERNEL, new Hyperparameter("noise", -4, 1), points(), values, 0);
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

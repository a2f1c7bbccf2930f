package io.github.hwgptbench.algorithm.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.gp.GaussianProcess.Prediction;
import io.github.hwgptbench.gp.Kernel;
import io.github.hwgptbench.gp.StandardNormal;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarginModelTest {

  private static final GenotypeSpace SPACE = SearchSpace.s().genotypes();

  private final Encoding encoding = SurrogateKernel.ADDITIVE.encoding(SPACE);
  private final Kernel kernel = encoding.kernel();
  private final List<int[]> genotypes;
  private final List<double[]> points;

  MarginModelTest() {
    SplittableRandom random = new SplittableRandom(3);
    genotypes = Stream.generate(() -> SPACE.sample(random)).limit(280).toList();
    points = genotypes.stream().map(encoding::encode).toList();
  }

  /** Holds for about one architecture in three. */
  private static double margin(int[] genes) {
    return 10.0 * Arrays.stream(genes).sum() - 220;
  }

  private double[] margins(int count) {
    return genotypes.stream().limit(count).mapToDouble(MarginModelTest::margin).toArray();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-20, -2, 0, 1, 3, 1e6})
  void aCensoredValueTruncatesThePrediction(double standardised) {
    ObjectiveModel model = new ObjectiveModel(kernel);
    model.fit(points.subList(0, 10), margins(10), 20);
    double[] point = points.get(40);
    Prediction before = model.predict(point);
    double bound = before.mean() + standardised * before.deviation();

    model.addAtMost(point, bound);

    double ratio = StandardNormal.inverseMillsRatio(standardised);
    Prediction after = model.predict(point);
    double mean = before.mean() - ratio * before.deviation();
    double variance = 1 - ratio * (standardised + ratio);
    // The noise of the model is on top.
    assertEquals(mean, after.mean(), 0.02 * Math.abs(before.mean() - mean) + 1e-9);
    assertEquals(Math.sqrt(variance), after.deviation() / before.deviation(), 0.06);
    assertTrue(after.mean() <= before.mean());
  }

  @Test
  void constraintsThatWereSeenToHoldAreBelievedTo() {
    MarginModel exact = new MarginModel(kernel, ObjectiveModel.NOISE);
    MarginModel censored = new MarginModel(kernel, ObjectiveModel.NOISE);
    double[] margins = margins(40);
    exact.fit(points.subList(0, 40), margins, 40);
    censored.fit(
        points.subList(0, 40), Arrays.stream(margins).map(it -> Math.max(0, it)).toArray(), 40);
    int rightByMargins = right(exact);
    assertTrue(rightByMargins >= 228, rightByMargins + " of 240 are right by exact margins");
    int rightByViolations = right(censored);
    assertTrue(rightByViolations >= 216, rightByViolations + " of 240 are right by violations");
    for (int i = 0; i < 40; i++) {
      if (margins[i] < 0) {
        assertTrue(censored.logFeasibility(points.get(i)) > Math.log(0.5), "seen to hold");
      }
    }
  }

  /** How many of the points that a model has not seen it classifies right. */
  private int right(MarginModel model) {
    int right = 0;
    for (int i = 40; i < 280; i++) {
      boolean holds = margin(genotypes.get(i)) <= 0;
      right += holds == model.logFeasibility(points.get(i)) > Math.log(0.5) ? 1 : 0;
    }
    return right;
  }

  @Test
  void nothingButCensoredMarginsSaysThatTheConstraintHolds() {
    MarginModel model = new MarginModel(kernel, ObjectiveModel.NOISE);
    model.fit(points.subList(0, 20), new double[20], 20);
    model.add(points.get(20), 0);
    for (double[] point : points) {
      assertTrue(model.logFeasibility(point) > Math.log(0.5));
    }
  }
}

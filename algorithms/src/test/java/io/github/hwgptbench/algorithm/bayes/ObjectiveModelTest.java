package io.github.hwgptbench.algorithm.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ObjectiveModelTest {

  private static final GenotypeSpace SPACE = SearchSpace.s().genotypes();
  private static final int FITTED = 12;

  private final OneHotEncoding encoding = PaperPriors.encoding(SPACE);
  private final List<double[]> points = new ArrayList<>();
  private final double[] values;

  ObjectiveModelTest() {
    SplittableRandom random = new SplittableRandom(8);
    Stream.generate(() -> encoding.encode(SPACE.sample(random))).limit(30).forEach(points::add);
    // A point that comes twice may need more noise than was fitted.
    points.set(20, points.get(3));
    values = random.doubles(30, 3, 9).toArray();
  }

  private ObjectiveModel fitted() {
    ObjectiveModel model = new ObjectiveModel(encoding.kernel(), PaperPriors.NOISE);
    model.fit(points.subList(0, FITTED), Arrays.copyOf(values, FITTED), 10);
    return model;
  }

  private void assertSameBits(ObjectiveModel expected, ObjectiveModel actual, int count) {
    assertArrayEquals(expected.fitted(), actual.fitted());
    assertEquals(count, actual.fitted().length);
    for (double[] point : points) {
      assertEquals(expected.predict(point), actual.predict(point));
    }
  }

  @Test
  void conditioningStepByStepIsConditioningAtOnce() {
    ObjectiveModel stepwise = fitted();
    for (int count = FITTED; count <= 30; count += 3) {
      stepwise.condition(points.subList(0, count), Arrays.copyOf(values, count));
      ObjectiveModel once = fitted();
      once.condition(points.subList(1, 2), Arrays.copyOfRange(values, 1, 2));
      once.condition(points.subList(0, count), Arrays.copyOf(values, count));
      assertSameBits(once, stepwise, count);
    }
  }

  @Test
  void conditioningForgetsWhatIsNotThereAnyMore() {
    List<double[]> turned = new ArrayList<>(points.subList(5, 25));
    double[] changed = Arrays.copyOfRange(values, 5, 25);
    ObjectiveModel expected = fitted();
    expected.condition(turned, changed);

    ObjectiveModel other = fitted();
    other.condition(points, values);
    other.condition(turned, changed);
    assertSameBits(expected, other, 20);

    double[] corrected = changed.clone();
    corrected[2] += 1;
    other.condition(turned, corrected);
    ObjectiveModel afresh = fitted();
    afresh.condition(turned, corrected);
    assertSameBits(afresh, other, 20);
  }

  /** As with priors of other devices: fifty noisy values at once, and a few of the problem. */
  @Test
  void noiseIsFoundInSources() {
    SourceEncoding ofSources = new SourceEncoding(SurrogateKernel.ADDITIVE.encoding(SPACE));
    SplittableRandom random = new SplittableRandom(3);
    double deviation = 4;
    double[][] of = new double[2][];
    List<List<double[]>> at = List.of(new ArrayList<>(), new ArrayList<>());
    for (int source = 0; source < 2; source++) {
      of[source] = new double[source == 0 ? 12 : 50];
      for (int i = 0; i < of[source].length; i++) {
        int[] genes = SPACE.sample(random);
        at.get(source).add(ofSources.encode(genes, source));
        of[source][i] =
            Arrays.stream(genes).sum() * (1 + source) + deviation * random.nextGaussian();
      }
    }
    ObjectiveModel model = new ObjectiveModel(
        ofSources.kernel(1),
        ObjectiveModel.NOISE,
        List.of(new ObjectiveModel.Source(at.get(1), of[1], true)));
    model.fit(at.get(0), of[0], 60);
    assertEquals(deviation, model.noiseDeviation(), deviation / 2);
  }
}

package io.github.hwgptbench.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.surrogate.NoiseModel.Source;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NoiseModelTest {

  /** ln(reading / value) uniform on -1 to 1 for all noise, half of that for repeats. */
  private static NoiseModel uniform() {
    double[][][] tables = new double[4][2][NoiseModel.LEVELS.size()];
    for (double[][] table : tables) {
      for (double[] row : table) {
        Arrays.setAll(row, i -> 2 * NoiseModel.LEVELS.get(i) - 1);
      }
    }
    for (double[] row : tables[Source.REPEAT.ordinal()]) {
      Arrays.setAll(row, i -> NoiseModel.LEVELS.get(i) - 0.5);
    }
    return new NoiseModel(tables);
  }

  @Test
  void quantilesAreLinearBetweenTheLevelsAndConstantBeyond() {
    NoiseModel noise = uniform();
    for (double level : new double[] {0.001, 0.05, 0.1234, 0.5, 0.77, 0.999}) {
      assertEquals(2 * level - 1, noise.logQuantile(Source.ALL, 0, level), 1e-12);
      assertEquals(level - 0.5, noise.logQuantile(Source.REPEAT, 1, level), 1e-12);
    }
    assertEquals(2 * 0.001 - 1, noise.logQuantile(Source.ALL, 0, 0));
    assertEquals(2 * 0.999 - 1, noise.logQuantile(Source.ALL, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> noise.logQuantile(Source.ALL, 0, 1.01));
    assertThrows(
        IllegalArgumentException.class, () -> noise.logQuantile(Source.ALL, 0, Double.NaN));
  }

  @Test
  void levelsAreSymmetricAndAscending() {
    for (int i = 0; i < NoiseModel.LEVELS.size(); i++) {
      double mirrored = NoiseModel.LEVELS.get(NoiseModel.LEVELS.size() - 1 - i);
      assertEquals(1, NoiseModel.LEVELS.get(i) + mirrored, 1e-15);
      assertTrue(i == 0 || NoiseModel.LEVELS.get(i) > NoiseModel.LEVELS.get(i - 1));
    }
    assertTrue(NoiseModel.LEVELS.containsAll(List.of(0.05, 0.25, 0.5, 0.75, 0.95)));
  }

  @Test
  void samplesFollowTheQuantilesAndTheSeed() {
    PredictiveDistribution distribution = new PredictiveDistribution(10, uniform(), 0);
    SplittableRandom random = new SplittableRandom(3);
    SplittableRandom again = new SplittableRandom(3);
    int below = 0;
    int count = 20_000;
    for (int i = 0; i < count; i++) {
      double reading = distribution.sample(random);
      assertEquals(reading, distribution.sample(again));
      below += reading <= distribution.quantile(0.3) ? 1 : 0;
    }
    // Four standard deviations of a binomial share.
    assertEquals(0.3, (double) below / count, 4 * Math.sqrt(0.3 * 0.7 / count));
  }

  @Test
  void withoutNoiseEveryReadingIsTheValue() {
    PredictiveDistribution distribution = new PredictiveDistribution(3.25, NoiseModel.none(2), 1);
    assertTrue(NoiseModel.none(2).isNone());
    assertFalse(uniform().isNone());
    assertEquals(3.25, distribution.quantile(0.01));
    assertEquals(3.25, distribution.sample(new SplittableRandom(1)));
  }

  @Test
  void descendingQuantilesAreRefused() {
    double[][][] tables = new double[4][1][NoiseModel.LEVELS.size()];
    tables[2][0][3] = 1;
    assertThrows(IllegalArgumentException.class, () -> new NoiseModel(tables));
  }

  @Test
  void tablesOfUnlikeShapesAreRefused() {
    double[][][] tables = new double[4][3][NoiseModel.LEVELS.size()];
    tables[Source.DRIFT.ordinal()] = new double[2][NoiseModel.LEVELS.size()];
    assertThrows(IllegalArgumentException.class, () -> new NoiseModel(tables));
    assertThrows(
        IllegalArgumentException.class,
        () -> new NoiseModel(new double[3][1][NoiseModel.LEVELS.size()]));
    assertThrows(
        IllegalArgumentException.class,
        () -> new NoiseModel(new double[4][1][NoiseModel.LEVELS.size() - 1]));
    double[][][] unknown = new double[4][1][NoiseModel.LEVELS.size()];
    unknown[1][0][NoiseModel.LEVELS.size() - 1] = Double.NaN;
    assertThrows(IllegalArgumentException.class, () -> new NoiseModel(unknown));
  }

  @Test
  void noiseStaysAsItWasGiven() {
    double[][][] tables = new double[4][1][NoiseModel.LEVELS.size()];
    NoiseModel noise = new NoiseModel(tables);
    tables[Source.ALL.ordinal()][0][0] = -7;
    assertEquals(0, noise.logQuantile(Source.ALL, 0, 0));
  }

  @Property(tries = 200)
  void quantilesNeverFall(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][][] tables = new double[4][2][];
    for (double[][] table : tables) {
      for (int embed = 0; embed < table.length; embed++) {
        table[embed] = random.doubles(NoiseModel.LEVELS.size(), -1, 1).sorted().toArray();
      }
    }
    NoiseModel noise = new NoiseModel(tables);
    Source source = Source.values()[random.nextInt(4)];
    double[] levels = random.doubles(50).sorted().toArray();
    for (int i = 1; i < levels.length; i++) {
      double low = noise.logQuantile(source, 1, levels[i - 1]);
      double high = noise.logQuantile(source, 1, levels[i]);
      assertTrue(low <= high, levels[i - 1] + ": " + low + ", " + levels[i] + ": " + high);
    }
    for (int i = 0; i < NoiseModel.LEVELS.size(); i++) {
      assertEquals(
          tables[source.ordinal()][0][i], noise.logQuantile(source, 0, NoiseModel.LEVELS.get(i)));
    }
  }

  /** Kolmogorov and Smirnov: the largest distance of the empirical distribution from the model. */
  @Test
  void samplesAreDistributedAsTheQuantilesSay() {
    PredictiveDistribution distribution = new PredictiveDistribution(10, uniform(), 1);
    int count = 20_000;
    for (Source source : List.of(Source.ALL, Source.REPEAT)) {
      SplittableRandom random = new SplittableRandom(8);
      double[] readings = new double[count];
      Arrays.setAll(readings, i -> distribution.sample(random, source));
      Arrays.sort(readings);
      for (int percent = 1; percent < 100; percent++) {
        double quantile = distribution.quantile(percent / 100.0, source);
        int at = Arrays.binarySearch(readings, quantile);
        double share = (at < 0 ? -at - 1 : at) / (double) count;
        // 1.95 / sqrt(n) is passed by chance once in a thousand; the seed is fixed.
        assertEquals(percent / 100.0, share, 1.95 / Math.sqrt(count), source + " " + percent);
      }
    }
  }

  @Test
  void anEmbedDimThatIsNotThereIsRefused() {
    assertThrows(
        IndexOutOfBoundsException.class, () -> new PredictiveDistribution(1, uniform(), 2));
    PredictiveDistribution distribution = new PredictiveDistribution(1, uniform(), 0);
    assertThrows(IllegalArgumentException.class, () -> distribution.quantile(-1e-9));
  }
}

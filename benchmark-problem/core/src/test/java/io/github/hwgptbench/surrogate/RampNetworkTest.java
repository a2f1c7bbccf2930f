package io.github.hwgptbench.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.space.SearchSpace;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RampNetworkTest {

  private static final SearchSpace SPACE = SearchSpace.s();
  private static final FeatureMap FEATURES = new FeatureMap(SPACE);

  /** The value without any rounding. */
  private static BigDecimal exact(RampNetwork network, double[] row) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = 0; k < network.ramps(); k++) {
      BigDecimal input = BigDecimal.ZERO;
      for (int j = 0; j < network.width(); j++) {
        input = input.add(new BigDecimal(network.slope(k, j)).multiply(new BigDecimal(row[j])));
      }
      sum = sum.add(new BigDecimal(network.weight(k)).multiply(input.max(BigDecimal.ZERO)));
    }
    return sum;
  }

  private static RampNetwork random(SplittableRandom random, double size, int width) {
    int ramps = 1 + random.nextInt(40);
    double[][] slopes = new double[ramps][];
    Arrays.setAll(slopes, k -> random.doubles(width, -size, size).toArray());
    double[] weights = random.doubles(ramps, -2, 2).toArray();
    return RampNetwork.quantize(FEATURES, slopes, weights);
  }

  private static double[] row(SplittableRandom random) {
    double[] row = new double[FEATURES.size()];
    FEATURES.fill(SPACE.genotypes().sample(random), row, 0, row.length);
    return row;
  }

  @Property(tries = 100)
  void quantizedNetworksNeverRound(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double size = Math.scalb(1.0, random.nextInt(-20, 20));
    int width = random.nextBoolean() ? FEATURES.size() : FEATURES.loadSize();
    RampNetwork network = random(random, size, width);
    double[] row = row(random);
    assertEquals(0, exact(network, row).compareTo(new BigDecimal(network.value(row))));
  }

  @Property(tries = 100)
  void quantizingCostsLessThanAMillionth(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] slopes = random.doubles(FEATURES.loadSize(), 0, 3).toArray();
    double[] row = row(random);
    double value = 0;
    for (int j = 0; j < slopes.length; j++) {
      value += slopes[j] * row[j];
    }
    RampNetwork network = RampNetwork.quantize(FEATURES, new double[][] {slopes}, new double[] {1});
    assertEquals(value, network.value(row), 1e-6 * value);
  }

  @Test
  void coefficientsThatWouldRoundAreRefused() {
    double[] slopes = new double[FEATURES.loadSize()];
    Arrays.fill(slopes, 1);
    slopes[0] = 0x1p-52;
    IllegalArgumentException e = assertThrows(
        IllegalArgumentException.class,
        () -> new RampNetwork(FEATURES, new double[][] {slopes}, new double[] {1}));
    assertTrue(e.getMessage().contains("rounded"), e.getMessage());
  }

  @Test
  void nonsenseIsRefused() {
    double[] slopes = new double[FEATURES.loadSize()];
    slopes[3] = Double.NaN;
    assertThrows(
        IllegalArgumentException.class,
        () -> new RampNetwork(FEATURES, new double[][] {slopes}, new double[] {1}));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RampNetwork(FEATURES, new double[][] {new double[5]}, new double[] {1}));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RampNetwork(FEATURES, new double[0][], new double[0]));
  }

  @Test
  void raggedSlopesAreRefused() {
    double[][] slopes = {new double[FEATURES.size()], new double[FEATURES.loadSize()]};
    IllegalArgumentException e = assertThrows(
        IllegalArgumentException.class,
        () -> new RampNetwork(FEATURES, slopes, new double[] {1, 1}));
    assertTrue(e.getMessage().contains("ramp 1"), e.getMessage());
  }

  @Test
  void weightsThatWouldRoundOrAreNoNumbersAreRefused() {
    double[][] slopes = new double[2][FEATURES.loadSize()];
    Arrays.fill(slopes[0], 1);
    Arrays.fill(slopes[1], 1);
    IllegalArgumentException e = assertThrows(
        IllegalArgumentException.class,
        () -> new RampNetwork(FEATURES, slopes, new double[] {1, 0x1p-52}));
    assertTrue(e.getMessage().contains("rounded"), e.getMessage());
    for (double weight : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      double[] weights = {1, weight};
      e = assertThrows(
          IllegalArgumentException.class, () -> RampNetwork.quantize(FEATURES, slopes, weights));
      assertTrue(e.getMessage().contains("finite"), e.getMessage());
    }
  }

  @Test
  void aNetworkOfZeroesIsZero() {
    double[][] slopes = new double[2][FEATURES.loadSize()];
    double[] row = row(new SplittableRandom(1));
    assertEquals(0, RampNetwork.quantize(FEATURES, slopes, new double[2]).value(row));
    assertEquals(0, RampNetwork.quantize(FEATURES, slopes, new double[] {1, -3}).value(row));
    slopes[0][1] = 5;
    assertEquals(0, RampNetwork.quantize(FEATURES, slopes, new double[2]).value(row));
  }

  /** Sums ramps and features in a random order, as kernels of matrix products may. */
  private static double shuffled(RampNetwork network, double[] row, SplittableRandom random) {
    double sum = 0;
    for (int k : order(network.ramps(), random)) {
      double input = 0;
      for (int j : order(network.width(), random)) {
        input += network.slope(k, j) * row[j];
      }
      sum += network.weight(k) * Math.max(0, input);
    }
    return sum;
  }

  private static int[] order(int size, SplittableRandom random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  @Property(tries = 100)
  void theOrderOfSummationDoesNotMatter(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RampNetwork network = random(random, Math.scalb(1.0, random.nextInt(-9, 9)), FEATURES.size());
    double[] row = row(random);
    assertEquals(network.value(row), shuffled(network, row, random));
  }
}

package io.github.hwgptbench.algorithm.front.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.surrogate.LayeredRamps;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Compares bounds of ramps with the ramps of all architectures. */
class BendsTest {

  private static final int LAYERS = 4;
  private static final int CHOICES = 4;
  private static final int ENTRIES = LAYERS * CHOICES;
  private static final int RAMPS = 3;
  private static final double[] WEIGHT = {1};

  /** Random ramps that bend downwards, with inputs that are exact and often the same. */
  private static Region region(RandomGenerator random) {
    double[][][] inputs = new double[RAMPS][LAYERS][CHOICES];
    for (double[][] input : inputs) {
      for (double[] layer : input) {
        Arrays.setAll(layer, i -> random.nextInt(-8, 9) / 8.0);
      }
    }
    double[] signs = new double[RAMPS];
    Arrays.fill(signs, -1);
    LayeredRamps sum = new LayeredRamps(new double[LAYERS][CHOICES], signs, inputs);
    return new Region(
        new Slice(List.of(sum)),
        Box.of(1, new double[0][], new double[] {-100}, new double[] {100}));
  }

  private static int[] chosen(long code) {
    int[] chosen = new int[LAYERS];
    for (int layer = 0; layer < LAYERS; layer++) {
      chosen[layer] = (int) (code >> 2 * layer & 3);
    }
    return chosen;
  }

  private static boolean allowed(Region region, int[] chosen) {
    for (int layer = 0; layer < LAYERS; layer++) {
      if (!region.allowed[layer * CHOICES + chosen[layer]]) {
        return false;
      }
    }
    return true;
  }

  private static double bound(Region region, Bends bends, int[] chosen) {
    return bends.constant() + region.slice.sum(bends.costs(), chosen);
  }

  /** Returns the sum of the ramps that are bounded. */
  private static double value(Region region, Bends bends, int[] chosen) {
    double value = 0;
    for (int ramp = 0; ramp < RAMPS; ramp++) {
      if (bends.has(ramp)) {
        value -= Math.max(0, region.slice.sum(region.slice.input(ramp), chosen));
      }
    }
    return value;
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void noArchitectureIsBelowTheBoundWhateverTheShares(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Region region = region(random);
    for (int i = 0; i < ENTRIES; i++) {
      region.allowed[i] = i % CHOICES == 0 || random.nextInt(4) > 0;
    }
    for (int ramp = 0; ramp < RAMPS; ramp++) {
      region.lo[ramp] = Math.max(region.lo[ramp], -random.nextDouble(4));
      region.hi[ramp] = Math.min(region.hi[ramp], random.nextDouble(4));
    }
    int[] shares = new int[random.nextInt(4) == 0 ? 0 : ENTRIES];
    Arrays.setAll(shares, i -> random.nextInt(3) == 0 ? random.nextInt(Bends.WHOLE + 1) : 0);
    Bends bends = new Bends(region);
    bends.bound(WEIGHT, shares);
    for (long code = 0; code < 1 << 2 * LAYERS; code++) {
      int[] chosen = chosen(code);
      boolean inside = allowed(region, chosen);
      for (int ramp = 0; ramp < RAMPS; ramp++) {
        double input = region.slice.sum(region.slice.input(ramp), chosen);
        inside &= input >= region.lo[ramp] && input <= region.hi[ramp];
      }
      assertTrue(
          !inside || bound(region, bends, chosen) <= value(region, bends, chosen) + 1e-12,
          () -> Arrays.toString(chosen));
    }
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void theBoundIsExactForAnArchitectureThatHasAllShares(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Region region = region(random);
    int[] chosen = chosen(random.nextLong());
    int[] shares = new int[ENTRIES];
    for (int layer = 0; layer < LAYERS; layer++) {
      shares[layer * CHOICES + chosen[layer]] = Bends.WHOLE;
    }
    Bends bends = new Bends(region);
    bends.bound(WEIGHT, shares);
    assertEquals(value(region, bends, chosen), bound(region, bends, chosen), 1e-12);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void noSharesGiveChords(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Region region = region(random);
    Bends bends = new Bends(region);
    bends.bound(WEIGHT, new int[0]);
    int[] chosen = chosen(random.nextLong());
    double chords = 0;
    for (int ramp = 0; ramp < RAMPS; ramp++) {
      if (bends.has(ramp)) {
        double input = region.slice.sum(region.slice.input(ramp), chosen);
        double width = region.hi[ramp] - region.lo[ramp];
        chords -= region.hi[ramp] * (input - region.lo[ramp]) / width;
      }
    }
    assertEquals(chords, bound(region, bends, chosen), 1e-12);
  }
}

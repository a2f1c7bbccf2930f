package io.github.hwgptbench.adapter.optuna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DistributionTest {

  @Provide
  Arbitrary<Distribution> distributions() {
    Arbitrary<Distribution> categories = Arbitraries.of(1, 2.5, "a", "ü", true, Long.MAX_VALUE)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .uniqueElements()
        .map(choices -> CategoricalDistribution.of(choices.toArray()));
    Arbitrary<Distribution> whole = Combinators.combine(
            Arbitraries.integers().between(1, 50),
            Arbitraries.integers().between(0, 200),
            Arbitraries.integers().between(1, 7),
            Arbitraries.of(true, false))
        .as((low, length, step, log) ->
            new IntDistribution(low, low + length, log, log ? 1 : step));
    Arbitrary<Distribution> real = Combinators.combine(
            Arbitraries.doubles().between(0.001, 5).ofScale(3),
            Arbitraries.doubles().between(0, 10).ofScale(3),
            Arbitraries.of(0.0, 0.1, 0.25, 3.0),
            Arbitraries.of(true, false))
        .as((low, length, step, log) ->
            new FloatDistribution(low, low + length, log, log || step == 0 ? null : step));
    return Arbitraries.oneOf(categories, whole, real);
  }

  @Property(tries = 300)
  void whatIsDrawnIsInTheDistribution(
      @ForAll("distributions") Distribution distribution, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20; i++) {
      double value = distribution.sample(random);
      assertTrue(distribution.contains(value), distribution + " lacks " + value);
      double near = distribution.sampleNear(value, random);
      assertTrue(distribution.contains(near), distribution + " lacks " + near);
      assertEquals(value, distribution.toInternalRepr(distribution.toExternalRepr(value)));
    }
  }

  @Property(tries = 300)
  void levelsAreTheValues(@ForAll("distributions") Distribution distribution) {
    for (int level = 0; level < distribution.levels(); level++) {
      assertTrue(distribution.contains(distribution.level(level)));
      assertEquals(level, distribution.levelOf(distribution.level(level)));
    }
  }

  @Property(tries = 300)
  void writingAndReadingChangesNothing(@ForAll("distributions") Distribution distribution) {
    assertEquals(distribution, Distribution.fromJson(distribution.toJson()));
  }

  @Test
  void everyValueIsDrawn() {
    for (Distribution distribution : new Distribution[] {
      new IntDistribution(3, 11, false, 4),
      new IntDistribution(1, 3, true, 1),
      new FloatDistribution(0, 1, false, 0.5),
      CategoricalDistribution.of("a", "b", "c")
    }) {
      Set<Object> drawn = new HashSet<>();
      SplittableRandom random = new SplittableRandom(5);
      for (int i = 0; i < 200; i++) {
        drawn.add(distribution.toExternalRepr(distribution.sample(random)));
      }
      assertEquals(3, drawn.size(), distribution.toString());
    }
  }

  @Test
  void distributionsOfOlderVersionsAreRead() {
    assertEquals(
        new FloatDistribution(1, 2, true, null),
        Distribution.fromJson(
            "{\"name\": \"LogUniformDistribution\", \"attributes\": {\"low\": 1.0, \"high\": 2.0}}"));
    assertEquals(
        new FloatDistribution(0, 1, false, 0.25),
        Distribution.fromJson("{\"name\": \"DiscreteUniformDistribution\", \"attributes\":"
            + " {\"low\": 0.0, \"high\": 1.0, \"q\": 0.25}}"));
    assertEquals(
        new IntDistribution(1, 9, true, 1),
        Distribution.fromJson("{\"name\": \"IntLogUniformDistribution\", \"attributes\":"
            + " {\"low\": 1, \"high\": 9, \"step\": 1}}"));
    assertThrows(IllegalArgumentException.class, () -> Distribution.fromJson("{}"));
    assertThrows(IllegalArgumentException.class, () -> Distribution.fromJson("{"));
  }

  @Test
  void theUpperEndIsWhatTheStepReaches() {
    assertEquals(10, new IntDistribution(1, 12, false, 3).high());
    assertEquals(1, new FloatDistribution(0, 1, false, 0.1).high());
    assertEquals(0.9, new FloatDistribution(0, 1, false, 0.3).high());
  }

  @Test
  void choicesAreEqualAsPythonHasIt() {
    Distribution choices = CategoricalDistribution.of(1, 2.0f, null, false);
    assertTrue(choices.compatible(CategoricalDistribution.of(1.0, (short) 2, null, 0)));
    assertFalse(choices.compatible(CategoricalDistribution.of(2, 1, null, false)));
    assertFalse(choices.compatible(new IntDistribution(0, 3)));
    assertEquals(2, choices.toInternalRepr(null));
    assertThrows(IllegalArgumentException.class, () -> choices.toInternalRepr(7));
    assertEquals(Arrays.asList(1, 2.0, null, false), ((CategoricalDistribution) choices).choices());
  }

  @Test
  void rangesThatAreNoneAreRefused() {
    for (Runnable wrong : new Runnable[] {
      () -> new IntDistribution(2, 1),
      () -> new IntDistribution(0, 9, true, 1),
      () -> new IntDistribution(1, 9, true, 2),
      () -> new IntDistribution(1, 9, false, 0),
      () -> new FloatDistribution(2, 1),
      () -> new FloatDistribution(0, Double.NaN),
      () -> new FloatDistribution(0, 1, true, null),
      () -> new FloatDistribution(1, 2, true, 1.0),
      () -> new FloatDistribution(1, 2, false, 0.0),
      () -> CategoricalDistribution.of(),
      () -> CategoricalDistribution.of(new Object())
    }) {
      assertThrows(IllegalArgumentException.class, wrong::run);
    }
  }
}

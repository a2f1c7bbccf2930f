package io.github.hwgptbench.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.objective.Bounds;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IndicatorsTest {

  private static final HypervolumeProtocol PROTOCOL =
      HypervolumeProtocol.of(new Bounds("none", "s", "made up", Map.of()), List.of(1.0, 1.0));

  static List<Indicator> all() {
    return Indicators.of(2, Indicators.all());
  }

  private static double value(String id, double[][] points, double[]... front) {
    return Indicators.named(id).value(points, IndicatorReference.of(front, PROTOCOL));
  }

  @Test
  void shippedIndicatorsComeFirstInAFixedOrder() {
    assertEquals(
        List.of("hypervolume", "igd-plus", "epsilon", "igd", "r2", "log-regret"),
        all().stream().map(Indicator::id).limit(6).toList());
  }

  @Test
  void oneObjectiveIsScoredByItsRegret() {
    List<Indicator> indicators = Indicators.of(1, Indicators.all());
    assertEquals(List.of(Indicators.REGRET), indicators);
    HypervolumeProtocol protocol = HypervolumeProtocol.of(PROTOCOL.bounds(), List.of(1.0));
    IndicatorReference best = IndicatorReference.of(new double[][] {{0.25}}, protocol);
    assertEquals(0.5, Indicators.REGRET.value(new double[][] {{0.75}}, best));
    assertEquals(0, Indicators.REGRET.value(new double[][] {{0.25}}, best));
    assertEquals(-0.25, Indicators.REGRET.value(new double[][] {{0}}, best));
    assertEquals(0.75, Indicators.REGRET.value(new double[][] {{1}}, best), "nothing found");
  }

  @Test
  void unknownIdsAreRefused() {
    String message = assertThrows(
            IllegalArgumentException.class, () -> Indicators.named("igd_plus"))
        .getMessage();
    assertTrue(message.startsWith("Unknown indicator 'igd_plus'"), message);
    assertTrue(message.contains("igd-plus"), message);
  }

  /** The front covers 0.75 of the unit square, the point 0.25. */
  @Test
  void knownValues() {
    double[][] point = {{0.5, 0.5}};
    double[][] front = {{0, 0.5}, {0.5, 0}};
    assertEquals(1.0 / 3, value("hypervolume", point, front), 1e-15);
    assertEquals(0.5, value("igd-plus", point, front));
    assertEquals(0.5, value("epsilon", point, front));
    assertEquals(0.5, value("igd", point, front));
    assertEquals(Math.log10(2.0 / 3), value("log-regret", point, front), 1e-15);
  }

  @Test
  void logRegretEndsAtRoundingErrors() {
    double[][] origin = {{0, 0}};
    assertEquals(-12, value("log-regret", origin, origin));
    assertEquals(
        -12, value("log-regret", origin, new double[] {0.1, 0.1}), "better than the front");
    assertEquals(-3, value("log-regret", new double[][] {{0.001, 0}}, origin), 1e-10);
    assertEquals(0, value("log-regret", new double[][] {{1, 1}}, origin), "nothing found");
    assertEquals(0, value("log-regret", origin, new double[] {1, 1}), "front without hypervolume");
    assertEquals(0, value("log-regret", origin), "no front");
  }

  @ParameterizedTest
  @MethodSource("all")
  void preferTheReferenceFrontToWhatItDominates(Indicator indicator) {
    SplittableRandom random = new SplittableRandom(7);
    for (int tries = 0; tries < 20; tries++) {
      double[][] front = Stream.generate(() -> random.nextDouble(0.8))
          .limit(5)
          .map(x -> new double[] {x, 0.8 - x})
          .toArray(double[][]::new);
      double shift = random.nextDouble(0.01, 0.1);
      double[][] worse = Stream.of(front)
          .map(point -> new double[] {point[0] + shift, point[1] + shift})
          .toArray(double[][]::new);
      IndicatorReference reference = IndicatorReference.of(front, PROTOCOL);
      double best = indicator.value(front, reference);
      double other = indicator.value(worse, reference);
      assertTrue(
          switch (indicator.better()) {
            case LESS -> best < other;
            case MORE -> best > other;
          },
          indicator.id());
      assertEquals(other, indicator.against(reference).applyAsDouble(worse));
      assertTrue(Double.isFinite(indicator.value(
          new double[][] {PROTOCOL.reference()},
          IndicatorReference.of(new double[0][], PROTOCOL))));
    }
  }
}

package io.github.hwgptbench.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.statistics.BootstrapInterval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RankingFlipTest {

  private static final HypervolumeProtocol NEAR = protocol("near", 1.1);
  private static final HypervolumeProtocol FAR = protocol("far", 2);

  private static HypervolumeProtocol protocol(String name, double coordinate) {
    return new HypervolumeProtocol(
        name, new Bounds("test", "s", "none", Map.of()), List.of(coordinate, coordinate));
  }

  private static List<double[][]> seeds(double[]... points) {
    return List.of(points, points, points);
  }

  /**
   * Two ends of a front against its middle. Towards 1.1 the middle has 0.49 and the ends 0.21;
   * towards 2 it has 2.56 and they have 3.
   */
  @Test
  void farReferencePointsFavourTheEndsOfAFront() {
    Map<String, List<double[][]>> found = new LinkedHashMap<>();
    found.put("ends", seeds(new double[] {0, 1}, new double[] {1, 0}));
    found.put("middle", seeds(new double[] {0.4, 0.4}));
    found.put("worst", seeds(new double[] {1, 1}));
    ProtocolScores near = ProtocolScores.of(NEAR, found);
    ProtocolScores far = ProtocolScores.of(FAR, found);
    assertEquals(0.49, near.scores().get("middle").get(0), 1e-12);
    assertEquals(0.21, near.scores().get("ends").get(2), 1e-12);
    assertEquals(
        List.of(new RankingFlip("middle", "ends", NEAR, FAR)),
        RankingFlip.find(near, List.of(near, far), BootstrapInterval::median));
    assertEquals(
        List.of(new RankingFlip("ends", "middle", FAR, NEAR)),
        RankingFlip.find(far, List.of(near), BootstrapInterval::mean));
  }

  @Test
  void comparesWhatIsAskedFor() {
    ProtocolScores near = scores(NEAR, List.of(1.0, 1.0, 10.0), List.of(2.0, 2.0, 2.0));
    ProtocolScores far = scores(FAR, List.of(1.0, 1.0, 1.0), List.of(2.0, 2.0, 2.0));
    assertEquals(List.of(), RankingFlip.find(near, List.of(far), BootstrapInterval::median));
    assertEquals(
        List.of(new RankingFlip("a", "b", NEAR, FAR)),
        RankingFlip.find(near, List.of(far), BootstrapInterval::mean));
  }

  @Test
  void toBecomeEqualIsNoFlip() {
    ProtocolScores near = scores(NEAR, List.of(1.0), List.of(2.0));
    ProtocolScores far = scores(FAR, List.of(3.0), List.of(3.0));
    assertEquals(List.of(), RankingFlip.find(near, List.of(far), BootstrapInterval::median));
    assertEquals(List.of(), RankingFlip.find(far, List.of(near), BootstrapInterval::median));
  }

  private static ProtocolScores scores(
      HypervolumeProtocol protocol, List<Double> a, List<Double> b) {
    Map<String, List<Double>> scores = new LinkedHashMap<>();
    scores.put("a", a);
    scores.put("b", b);
    return new ProtocolScores(protocol, scores);
  }

  /** Who dominates is better under every reference point that it is better than. */
  @Property(tries = 100)
  void dominanceNeverFlips(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<double[][]> better = new ArrayList<>();
    List<double[][]> worse = new ArrayList<>();
    for (int run = 0; run < 3; run++) {
      double[][] points =
          random.doubles(4).mapToObj(x -> new double[] {x, 1 - x}).toArray(double[][]::new);
      better.add(points);
      double[][] behind = new double[points.length][];
      for (int i = 0; i < behind.length; i++) {
        behind[i] = new double[] {points[i][0] + 0.05, points[i][1] + 0.05};
      }
      worse.add(behind);
    }
    Map<String, List<double[][]>> found = Map.of("better", better, "worse", worse);
    List<ProtocolScores> others = NamedProtocol.all(2).stream()
        .map(named -> named.with(new Bounds("test", "s", "none", Map.of())))
        .map(protocol -> ProtocolScores.of(protocol, found))
        .toList();
    for (ProtocolScores reported : others) {
      assertEquals(List.of(), RankingFlip.find(reported, others, BootstrapInterval::median));
    }
  }

  @Test
  void refusesOtherRuns() {
    ProtocolScores two = scores(NEAR, List.of(1.0), List.of(2.0));
    assertRefused("must be of the same algorithms", two, Map.of("a", List.of(1.0)));
    assertRefused(
        "Scores of 'b': 1 seeds under 'near', 2 under 'far'; must be the same",
        two,
        Map.of("a", List.of(1.0), "b", List.of(2.0, 2.0)));
    assertRefused("Scores of 'a': []", two, Map.of("a", List.of()));
    assertRefused("Scores of 'a': [NaN]", two, Map.of("a", List.of(Double.NaN)));
  }

  private static void assertRefused(
      String why, ProtocolScores reported, Map<String, List<Double>> other) {
    String message = assertThrows(
            IllegalArgumentException.class,
            () -> RankingFlip.find(
                reported, List.of(new ProtocolScores(FAR, other)), BootstrapInterval::median))
        .getMessage();
    assertTrue(message.contains(why), message);
  }
}

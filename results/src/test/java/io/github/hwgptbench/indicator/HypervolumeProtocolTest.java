package io.github.hwgptbench.indicator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.SurrogateCatalogue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HypervolumeProtocolTest {

  private static final Objective PARAMS = Objective.parse("params");

  private static Bounds bounds(String version) {
    return new Bounds(version, "s", "made up", Map.of(PARAMS, new Bounds.Range(100, 200)));
  }

  private static Bounds shipped(String name) {
    return SurrogateCatalogue.shipped(SearchSpace.s()).bounds(name);
  }

  @Test
  void hasTheNameOfItsBoundsAndReferencePoint() {
    assertEquals(
        "default-1",
        HypervolumeProtocol.of(shipped("default"), List.of(1.1, 1.1)).id());
    assertEquals(
        "authors-2d-1",
        HypervolumeProtocol.of(shipped("published"), List.of(2.0, 2.0)).id());
    assertEquals(
        "own", HypervolumeProtocol.of(shipped("default"), List.of(2.0, 2.0)).id());
    assertEquals(
        "own", HypervolumeProtocol.of(bounds("mine"), List.of(1.1, 1.1)).id());
  }

  @Test
  void otherBoundsUnderTheNameOfThoseThatShipAreNotTheirs() {
    Objective latency = Objective.parse("latency@a100");
    Bounds narrower =
        new Bounds("published", "s", "made up", Map.of(latency, new Bounds.Range(10, 20)));
    assertEquals("own", HypervolumeProtocol.of(narrower, List.of(2.0, 2.0)).id());
    assertEquals(
        "own", HypervolumeProtocol.of(bounds("default-1"), List.of(1.1, 1.1)).id());
    Bounds same = new Bounds(
        "published", "s", "copied", Map.of(latency, shipped("published").range(latency)));
    assertEquals("authors-2d-1", HypervolumeProtocol.of(same, List.of(2.0, 2.0)).id());
    Bounds ofCustomSpace = new Bounds(
        "published", "mine", "made up", Map.of(latency, shipped("published").range(latency)));
    assertEquals("own", HypervolumeProtocol.of(ofCustomSpace, List.of(2.0, 2.0)).id());
  }

  @Test
  void measuresToItsReferencePoint() {
    double[][] points = {{0.5, 0}, {0, 0.5}, {1.2, -1}};
    assertEquals(
        1.1 * 1.1 - 0.5 * 0.5,
        NamedProtocol.of("default-1", 2).with(bounds("default-1")).hypervolume(points),
        1e-12);
    assertEquals(
        4 - 0.25 + 0.8,
        NamedProtocol.of("authors-2d", 2).with(bounds("published")).hypervolume(points),
        1e-12);
  }

  @Test
  void normalisesByItsBounds() {
    HypervolumeProtocol protocol = HypervolumeProtocol.of(bounds("mine"), List.of(1.1, 1.1));
    assertArrayEquals(
        new double[] {0.25}, protocol.normalization(List.of(PARAMS)).apply(new double[] {125}));
  }

  @Test
  void refusesWhatIsNoReferencePoint() {
    for (List<Double> point : List.of(List.of(1.0, Double.NaN), List.<Double>of())) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new HypervolumeProtocol("mine", bounds("mine"), point));
    }
  }

  @Test
  void saysItsReferencePoint() {
    assertEquals(
        "1.1 in every objective",
        HypervolumeProtocol.of(bounds("mine"), List.of(1.1, 1.1, 1.1)).coordinates());
    assertEquals(
        "(2.0, 1.5)", HypervolumeProtocol.of(bounds("mine"), List.of(2.0, 1.5)).coordinates());
  }
}

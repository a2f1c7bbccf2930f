package io.github.hwgptbench.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.Provenance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontQualityTest {

  /** Accuracy and latency that normalise to the given points. */
  private static ReferenceFront reference(double[]... normalized) {
    List<ReferenceFront.Point> points = new ArrayList<>();
    for (double[] point : normalized) {
      points.add(
          new ReferenceFront.Point("gpt-" + points.size(), List.of(1 - point[0], 10 * point[1])));
    }
    return new ReferenceFront(
        "test",
        "s",
        List.of(Objective.parse("accuracy"), Objective.parse("latency@a100")),
        List.of(),
        new ReferenceFront.Frame(
            "test", List.of(new Bounds.Range(0, 1), new Bounds.Range(0, 10)), 1.1),
        new ReferenceFront.Origin("by hand", 1, 3, List.of()),
        Provenance.of(""),
        points);
  }

  @Test
  void comparesWithTheReferenceFront() {
    ReferenceFront reference = reference(new double[] {0, 0.5}, new double[] {0.5, 0});
    FrontQuality itself = FrontQuality.of(reference.normalized(), reference);
    assertEquals(new FrontQuality(itself.hypervolume(), 1, 0, 0), itself);
    FrontQuality worse = FrontQuality.of(new double[][] {{0.6, 0.5}}, reference);
    assertEquals(0.5 * 0.6, worse.hypervolume(), 1e-12);
    assertEquals(worse.hypervolume() / reference.hypervolume(), worse.hypervolumeShare(), 1e-12);
    assertEquals((0.6 + Math.hypot(0.1, 0.5)) / 2, worse.igdPlus(), 1e-12);
    assertEquals(0.6, worse.epsilon(), 1e-12);
    FrontQuality better = FrontQuality.of(new double[][] {{-0.1, -0.1}}, reference);
    assertTrue(better.hypervolumeShare() > 1);
    assertEquals(0, better.igdPlus());
    assertEquals(-0.1, better.epsilon(), 1e-12);
  }

  @Test
  void refusesPointsOfOtherObjectives() {
    ReferenceFront reference = reference(new double[] {0, 0});
    assertThrows(
        IllegalArgumentException.class,
        () -> FrontQuality.of(new double[][] {{0, 0, 0}}, reference));
    assertThrows(
        IllegalArgumentException.class, () -> FrontQuality.of(new double[0][], reference()));
  }
}

package io.github.hwgptbench.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class HypervolumeProtocolTest {

  @Test
  void findsProtocolsByName() {
    assertEquals(
        new HypervolumeProtocol("default", 1, "default-1", List.of(1.1, 1.1, 1.1, 1.1)),
        HypervolumeProtocol.named("default-1", 4));
    assertEquals(List.of(2.0, 2.0), HypervolumeProtocol.named("authors-2d", 2).referencePoint());
    assertEquals(
        List.of(1.5, 1.5), HypervolumeProtocol.named("authors-flops", 2).referencePoint());
    assertEquals(
        new HypervolumeProtocol("authors-3d", 1, "published", List.of(1.5, 1.5, 1.5)),
        HypervolumeProtocol.named("authors-3d", 3));
  }

  @Test
  void listsThoseForANumberOfObjectives() {
    assertEquals(
        List.of("default-1", "authors-2d-1", "authors-flops-1"),
        HypervolumeProtocol.all(2).stream().map(HypervolumeProtocol::id).toList());
    assertEquals(
        List.of("default-1", "authors-3d-1"),
        HypervolumeProtocol.all(3).stream().map(HypervolumeProtocol::id).toList());
    assertEquals(1, HypervolumeProtocol.all(4).size());
  }

  @Test
  void findsThemAgainByTheirId() {
    for (int objectives = 2; objectives <= 4; objectives++) {
      for (HypervolumeProtocol protocol : HypervolumeProtocol.all(objectives)) {
        assertEquals(protocol, HypervolumeProtocol.named(protocol.id(), objectives));
      }
    }
  }

  @Test
  void measuresToItsReferencePoint() {
    double[][] points = {{0.5, 0}, {0, 0.5}, {1.2, -1}};
    assertEquals(
        1.1 * 1.1 - 0.5 * 0.5,
        HypervolumeProtocol.named("default-1", 2).hypervolume(points),
        1e-12);
    assertEquals(
        4 - 0.25 + 0.8, HypervolumeProtocol.named("authors-2d", 2).hypervolume(points), 1e-12);
  }

  @Test
  void refusesWhatIsNoProtocol() {
    assertRefused("authors-2D", 2, "did you mean 'authors-2d-1'?");
    assertRefused("authors-2d", 3, "Protocol 'authors-2d' for 3 objectives; allowed: 2");
    assertRefused("default-1", 1, "Protocol 'default' for 1 objectives; allowed: 2 or more");
    assertThrows(
        IllegalArgumentException.class,
        () -> new HypervolumeProtocol("mine", 0, "mine", List.of(1.0, 1.0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new HypervolumeProtocol("mine", 1, "mine", List.of(1.0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new HypervolumeProtocol("mine", 1, "mine", List.of(1.0, Double.NaN)));
  }

  private static void assertRefused(String name, int objectives, String why) {
    String message = assertThrows(
            IllegalArgumentException.class, () -> HypervolumeProtocol.named(name, objectives))
        .getMessage();
    assertTrue(message.contains(why), message);
  }

  @Test
  void saysItsReferencePoint() {
    assertEquals(
        "1.1 in every objective", HypervolumeProtocol.named("default", 3).coordinates());
    assertEquals(
        "(2.0, 1.5)",
        new HypervolumeProtocol("mine", 1, "default-1", List.of(2.0, 1.5)).coordinates());
  }
}

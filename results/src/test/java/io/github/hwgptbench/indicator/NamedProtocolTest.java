package io.github.hwgptbench.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamedProtocolTest {

  @Test
  void findsProtocolsByName() {
    assertEquals(
        new NamedProtocol("default", 1, "default-1", List.of(1.1, 1.1, 1.1, 1.1)),
        NamedProtocol.of("default-1", 4));
    assertEquals(List.of(2.0, 2.0), NamedProtocol.of("authors-2d", 2).referencePoint());
    assertEquals(List.of(1.5, 1.5), NamedProtocol.of("authors-flops", 2).referencePoint());
    assertEquals(
        new NamedProtocol("authors-3d", 1, "published", List.of(1.5, 1.5, 1.5)),
        NamedProtocol.of("authors-3d", 3));
  }

  @Test
  void listsThoseForANumberOfObjectives() {
    assertEquals(
        List.of("default-1", "authors-2d-1", "authors-flops-1"),
        NamedProtocol.all(2).stream().map(NamedProtocol::id).toList());
    assertEquals(
        List.of("default-1", "authors-3d-1"),
        NamedProtocol.all(3).stream().map(NamedProtocol::id).toList());
    assertEquals(1, NamedProtocol.all(4).size());
  }

  @Test
  void findsThemAgainByTheirId() {
    for (int objectives = 2; objectives <= 4; objectives++) {
      for (NamedProtocol protocol : NamedProtocol.all(objectives)) {
        assertEquals(protocol, NamedProtocol.of(protocol.id(), objectives));
      }
    }
  }

  @Test
  void knowsOldNamesAndNoOthers() {
    assertEquals(NamedProtocol.of("authors-2d-1", 2), NamedProtocol.of("paper-2d", 2));
    assertEquals(NamedProtocol.of("authors-flops", 2), NamedProtocol.of("paper-flops", 2));
    assertEquals(NamedProtocol.of("authors-3d", 3), NamedProtocol.of("paper-3d", 3));
    assertRefused("paper-2d-1", 2, "Unknown protocol 'paper-2d-1'");
    assertRefused("default-2", 2, "did you mean 'default-1'?");
  }

  @Test
  void refusesWhatIsNoProtocol() {
    assertRefused("authors-2D", 2, "did you mean 'authors-2d-1'?");
    assertRefused("authors-2d", 3, "Protocol 'authors-2d' for 3 objectives; allowed: 2");
    assertThrows(
        IllegalArgumentException.class,
        () -> new NamedProtocol("mine", 0, "mine", List.of(1.0, 1.0)));
    assertThrows(
        IllegalArgumentException.class, () -> new NamedProtocol("mine", 1, "mine", List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new NamedProtocol("mine", 1, "mine", List.of(1.0, Double.NaN)));
  }

  private static void assertRefused(String name, int objectives, String why) {
    String message = assertThrows(
            IllegalArgumentException.class, () -> NamedProtocol.of(name, objectives))
        .getMessage();
    assertTrue(message.contains(why), message);
  }
}

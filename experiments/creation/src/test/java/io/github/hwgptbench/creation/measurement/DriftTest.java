package io.github.hwgptbench.creation.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DriftTest {

  @Test
  void comparesRoundsWhateverNetworksTake() {
    // Two repeats a round; of three rounds the last is a tenth slower. The median of a row is of
    // the first two rounds.
    double[][] readings = {
      {1, 1, 1, 1, 1.1, 1.1},
      {50, 50, 50, 50, 55, 55},
      {7, 7, 7, 7, 7.7, 7.7},
    };
    Drift drift = Drift.of(readings, 2);
    assertEquals(3, drift.levels().size());
    assertEquals(1, drift.levels().get(0), 1e-12);
    assertEquals(1, drift.levels().get(1), 1e-12);
    assertEquals(1.1, drift.levels().get(2), 1e-12);
    assertEquals(0.1, drift.spread(), 1e-12);
    assertTrue(drift.much());
  }

  @Test
  void oneNetworkThatWasDisturbedIsNoDrift() {
    double[][] readings = {{1, 1, 1}, {2, 2, 2}, {3, 3, 30}};
    assertEquals(new Drift(List.of(1.0, 1.0, 1.0)), Drift.of(readings, 1));
    assertFalse(Drift.of(readings, 1).much());
  }

  @Test
  void roundsAreWhole() {
    assertEquals(
        "5 measurements per architecture, 2 per round; allowed: complete rounds",
        assertThrows(IllegalArgumentException.class, () -> Drift.of(new double[3][5], 2))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> Drift.of(new double[0][], 2));
  }
}

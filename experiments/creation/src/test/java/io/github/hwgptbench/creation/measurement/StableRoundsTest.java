package io.github.hwgptbench.creation.measurement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StableRoundsTest {

  private final List<Integer> measured = new ArrayList<>();

  /** Two networks of 10 and 20 ms, measured twice a round, on a machine of these levels. */
  private StableRounds rounds(int enough, double... levels) {
    return StableRounds.measure(
        round -> {
          measured.add(round);
          double level = levels[round];
          return new double[][] {{10 * level, 10 * level}, {20 * level, 20 * level}};
        },
        enough,
        2,
        0.05);
  }

  @Test
  void aQuietMachineIsMeasuredOnce() {
    StableRounds rounds = rounds(3, 1, 1.02, 1.04, 7);
    assertTrue(rounds.stable());
    assertEquals(List.of(0, 1, 2), measured);
    assertArrayEquals(new double[] {10, 10, 10.2, 10.2, 10.4, 10.4}, rounds.readings()[0], 1e-12);
  }

  @Test
  void roundsAtAnotherLevelAreReplaced() {
    StableRounds rounds = rounds(3, 1, 1.5, 1.01, 2, 1.02, 7);
    assertTrue(rounds.stable());
    assertEquals(List.of(0, 1, 2, 3, 4), measured);
    assertArrayEquals(new double[] {20, 20, 20.2, 20.2, 20.4, 20.4}, rounds.readings()[1], 1e-12);
    assertEquals(5, rounds.drift().levels().size());
  }

  @Test
  void aMachineThatDriftsIsNotJudged() {
    StableRounds rounds = rounds(2, 1, 1.06, 1.2, 1.3, 1.4, 1.5, 7);
    assertFalse(rounds.stable());
    assertEquals(List.of(0, 1, 2, 3, 4, 5), measured);
    assertEquals(12, rounds.readings()[0].length);
  }

  @Test
  void oneRoundSaysNothing() {
    assertThrows(IllegalArgumentException.class, () -> rounds(1, 1, 1));
  }
}

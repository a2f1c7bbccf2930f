package io.github.hwgptbench.indicator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NormalizationTest {

  private static final Objective ACCURACY = Objective.parse("accuracy");
  private static final Objective ENERGY = Objective.parse("energy@a100");
  private static final Bounds BOUNDS = new Bounds(
      "test",
      "s",
      "made up",
      Map.of(ACCURACY, new Bounds.Range(0.25, 0.5), ENERGY, new Bounds.Range(1, 3)));

  @Test
  void bestIsZeroAlsoForWhatIsMaximised() {
    Normalization normalization = new Normalization(BOUNDS, List.of(ACCURACY, ENERGY));
    assertArrayEquals(new double[] {0, 0}, normalization.apply(new double[] {0.5, 1}));
    assertArrayEquals(new double[] {1, 1.5}, normalization.apply(new double[] {0.25, 4}));
  }

  @Test
  void refusesAnObjectiveWithoutBounds() {
    String message = assertThrows(
            IllegalArgumentException.class,
            () -> new Normalization(BOUNDS, List.of(Objective.parse("perplexity"))))
        .getMessage();
    assertEquals(
        true, message.startsWith("Bounds 'test' of 's': none for 'perplexity'; known: "), message);
  }
}

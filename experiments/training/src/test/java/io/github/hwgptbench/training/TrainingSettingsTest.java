package io.github.hwgptbench.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TrainingSettingsTest {

  private static TrainingSettings settings(int steps, int warmUp, double rate, double decay) {
    return new TrainingSettings(steps, 4, 8, rate, warmUp, decay, 1, 2, 1);
  }

  @Test
  void rateRisesAlongALineAndFallsAlongACosineToATenth() {
    TrainingSettings settings = settings(1100, 100, 2, 0);
    assertEquals(0.02, settings.learningRate(0), 1e-12);
    assertEquals(1, settings.learningRate(49), 1e-12);
    assertEquals(2, settings.learningRate(99), 1e-12);
    assertEquals(2, settings.learningRate(100), 1e-12);
    assertEquals(1.1, settings.learningRate(600), 1e-12);
    assertEquals(0.2, settings.learningRate(1100), 1e-12);
  }

  @Test
  void warmUpMayBeNothingOrAll() {
    assertEquals(2, settings(10, 0, 2, 0).learningRate(0), 1e-12);
    assertEquals(2, settings(10, 10, 2, 0).learningRate(9), 1e-12);
  }

  @Test
  void saysWhichNumberIsOutOfRange() {
    assertRefused("Training: steps 0; allowed: 1 or more", () -> settings(0, 0, 1, 0));
    assertRefused(
        "Training: warm-up of 11 steps; allowed: up to 10, the number of steps",
        () -> settings(10, 11, 1, 0));
    assertRefused(
        "Training: learning rate NaN; allowed: above 0", () -> settings(10, 1, Double.NaN, 0));
    assertRefused(
        "Training: weight decay -0.1; allowed: 0 or more", () -> settings(10, 1, 1, -0.1));
  }

  private static void assertRefused(String message, Runnable making) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, making::run).getMessage());
  }
}

package io.github.hwgptbench.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AdamWTest {

  /** Without its bias the first moments are the gradient and its square, whatever they are. */
  @Test
  void firstStepIsAsLongAsTheRate() {
    float[] weights = {1, 1, -2};
    new AdamW(new float[3], new float[3])
        .update(weights, new float[] {100, -1e-3f, 5}, 0, 0.125, i -> 0);
    assertArrayEquals(new float[] {0.875f, 1.125f, -2.125f}, weights, 1e-6f);
  }

  /** Worked out by hand from algorithm 2 of the paper. */
  @Test
  void secondStepWeighsBothGradients() {
    AdamW optimizer = new AdamW(new float[1], new float[1]);
    float[] weights = {0};
    optimizer.update(weights, new float[] {1}, 0, 0, i -> 0);
    optimizer.update(weights, new float[] {-2}, 1, 1, i -> 0);
    double mean = (0.9 * 0.1 * 1 + 0.1 * -2) / (1 - 0.9 * 0.9);
    double square = (0.95 * 0.05 * 1 + 0.05 * 4) / (1 - 0.95 * 0.95);
    assertEquals(-mean / Math.sqrt(square), weights[0], 1e-6);
  }

  @Test
  void decayIsApartFromTheGradient() {
    float[] weights = {4, 4};
    new AdamW(new float[2], new float[2])
        .update(weights, new float[2], 0, 0.5, i -> i == 0 ? 0.1 : 0);
    assertArrayEquals(new float[] {3.8f, 4}, weights, 1e-6f);
  }

  @Test
  void clippingKeepsTheDirection() {
    float[] gradient = {3, -4};
    assertEquals(5, AdamW.clip(gradient, 1), 1e-12);
    assertArrayEquals(new float[] {0.6f, -0.8f}, gradient, 1e-6f);
    assertEquals(1, AdamW.clip(gradient, 2), 1e-6);
    assertArrayEquals(new float[] {0.6f, -0.8f}, gradient, 1e-6f);
  }
}

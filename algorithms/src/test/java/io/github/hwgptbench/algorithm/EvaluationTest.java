package io.github.hwgptbench.algorithm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static Evaluation withMargins(double... margins) {
    return new Evaluation(new Candidate(0, new int[] {1}), new double[] {2, 3}, margins);
  }

  @Test
  void roomBelowABoundIsNoViolation() {
    Evaluation evaluation = withMargins(-5, 0, 2, -0.0);
    assertArrayEquals(new double[] {-5, 0, 2, -0.0}, evaluation.margins());
    assertArrayEquals(new double[] {0, 0, 2, 0}, evaluation.violations());
    assertEquals(2, evaluation.totalViolation());
    assertFalse(evaluation.feasible());
    assertTrue(withMargins(-5, 0).feasible());
    assertEquals(0, withMargins(-5, 0).totalViolation());
    assertEquals(Double.POSITIVE_INFINITY, withMargins(-5, Double.NaN).totalViolation());
    assertNotEquals(withMargins(-5), withMargins(0));
  }

  private static Evaluation of(double cost, double seconds) {
    return new Evaluation(
        new Candidate(0, new int[] {1}), new double[] {2, 3}, new double[0], cost, seconds);
  }

  @Test
  void equalIsWhatHasTheSameCostAndTimeToo() {
    assertEquals(of(0.2, 30), of(0.2, 30));
    assertEquals(of(0.2, 30).hashCode(), of(0.2, 30).hashCode());
    assertEquals(withMargins(), of(1, Double.NaN));
    assertNotEquals(of(0.2, 30), of(0.2, Math.nextUp(30.0)));
    assertNotEquals(of(0.2, 30), of(0.04, 30));
    assertNotEquals(of(1, 30), of(1, Double.NaN));
  }
}

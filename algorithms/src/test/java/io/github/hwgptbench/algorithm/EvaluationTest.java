package io.github.hwgptbench.algorithm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static Evaluation of(double... margins) {
    return new Evaluation(new Candidate(0, new int[] {1}), new double[] {2, 3}, margins);
  }

  @Test
  void roomBelowABoundIsNoViolation() {
    Evaluation evaluation = of(-5, 0, 2, -0.0);
    assertArrayEquals(new double[] {-5, 0, 2, -0.0}, evaluation.margins());
    assertArrayEquals(new double[] {0, 0, 2, 0}, evaluation.violations());
    assertEquals(2, evaluation.totalViolation());
    assertFalse(evaluation.feasible());
    assertTrue(of(-5, 0).feasible());
    assertEquals(0, of(-5, 0).totalViolation());
    assertEquals(Double.POSITIVE_INFINITY, of(-5, Double.NaN).totalViolation());
    assertNotEquals(of(-5), of(0));
  }
}

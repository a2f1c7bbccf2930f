package io.github.hwgptbench.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RelativeImportanceTest {

  private static final List<List<Integer>> ALONE = List.of(List.of(0), List.of(1));

  private static RelativeImportance of(
      double[][] rows, List<List<Integer>> groups, double... response) {
    return RelativeImportance.of(rows, groups, List.of(response)).get(0);
  }

  @Test
  void uncorrelatedRegressorsHaveTheirShareOfTheVariance() {
    double[][] square = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    // 3 a + b: variances of 9/4 and 1/4.
    RelativeImportance additive = of(square, ALONE, 0, 1, 3, 4);
    assertEquals(0.9, additive.shares().get(0), 1e-12);
    assertEquals(0.1, additive.shares().get(1), 1e-12);
    assertEquals(1, additive.explained(), 1e-12);
    // Of the product of a and b, half the variance of 3/16 is neither a's nor b's: 1/16 each.
    RelativeImportance product = of(square, ALONE, 0, 0, 0, 1);
    assertEquals(1 / 3.0, product.shares().get(0), 1e-12);
    assertEquals(2 / 3.0, product.explained(), 1e-12);
  }

  @Test
  void correlatedRegressorsShareWhatBothExplain() {
    double[][] rows = {{0, 0}, {0, 0}, {1, 0}, {1, 1}};
    // The response is a. Alone, b has r² = (1/8)² / (1/4 3/16) = 1/3 of it; after a, nothing.
    RelativeImportance importance = of(rows, ALONE, 0, 0, 1, 1);
    assertEquals((1 + 2 / 3.0) / 2, importance.shares().get(0), 1e-12);
    assertEquals((1 / 3.0 + 0) / 2, importance.shares().get(1), 1e-12);
  }

  @Test
  void regressorsThatAreTheSameHaveTheSameShare() {
    double[][] rows = {{1, 1, 5}, {2, 2, 5}, {3, 3, 5}, {4, 4, 5}};
    RelativeImportance importance =
        of(rows, List.of(List.of(0), List.of(1), List.of(2)), 1, 2, 3, 4);
    assertEquals(0.5, importance.shares().get(0), 1e-9);
    assertEquals(0.5, importance.shares().get(1), 1e-9);
    assertEquals(0, importance.shares().get(2), 1e-9);
  }

  @Test
  void whatDoesNotVaryIsNotExplained() {
    RelativeImportance importance = of(new double[][] {{0, 1}, {1, 0}, {1, 1}}, ALONE, 7, 7, 7);
    assertEquals(new RelativeImportance(List.of(0.0, 0.0), 0), importance);
  }

  @Property(tries = 100)
  void sharesAreNotNegativeAndAddUp(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[30][5];
    double[] response = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = random.nextInt(3);
      }
      rows[i][4] = rows[i][3] + rows[i][0];
      response[i] = rows[i][0] - 2 * rows[i][2] + random.nextDouble();
    }
    RelativeImportance importance =
        of(rows, List.of(List.of(0, 1), List.of(2), List.of(3), List.of(4)), response);
    assertEquals(
        importance.explained(),
        importance.shares().stream().mapToDouble(Double::doubleValue).sum(),
        1e-9);
    assertTrue(importance.shares().stream().allMatch(share -> share > -1e-9));
    assertTrue(importance.explained() <= 1 + 1e-9);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThrows(IllegalArgumentException.class, () -> of(new double[][] {{1, 2}}, ALONE, 1));
    assertThrows(
        IllegalArgumentException.class, () -> of(new double[][] {{1, 2}, {2, 1}}, ALONE, 1));
    assertThrows(
        IllegalArgumentException.class, () -> of(new double[][] {{1, 2}, {2, 1}}, List.of(), 1, 2));
  }
}

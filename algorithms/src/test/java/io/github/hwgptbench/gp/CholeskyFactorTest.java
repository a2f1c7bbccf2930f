package io.github.hwgptbench.gp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

class CholeskyFactorTest {

  private static double[][] positiveDefinite(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] root = new double[n][];
    for (int i = 0; i < n; i++) {
      root[i] = random.doubles(n, -1, 1).toArray();
    }
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix[i][j] = DotProduct.of(root[i], root[j], n) + (i == j ? 0.5 : 0);
      }
    }
    return matrix;
  }

  static double[][] inverse(double[][] matrix) {
    DMatrixRMaj inverse = new DMatrixRMaj(matrix);
    CommonOps_DDRM.invert(inverse);
    double[][] rows = new double[matrix.length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        rows[i][j] = inverse.get(i, j);
      }
    }
    return rows;
  }

  @Property(tries = 60)
  void agreesWithEjml(@ForAll @IntRange(min = 1, max = 40) int n, @ForAll long seed) {
    double[][] matrix = positiveDefinite(n, seed);
    double[][] expected = inverse(matrix);
    CholeskyFactor factor = CholeskyFactor.of(matrix);
    double[][] actual = factor.inverse();
    for (int i = 0; i < n; i++) {
      assertArrayEquals(expected[i], actual[i], 1e-8);
    }
    assertEquals(
        Math.log(CommonOps_DDRM.det(new DMatrixRMaj(matrix))), factor.logDeterminant(), 1e-8);
    double[] right = new SplittableRandom(seed).doubles(n).toArray();
    double[] solution = factor.solve(right);
    for (int i = 0; i < n; i++) {
      assertEquals(right[i], DotProduct.of(matrix[i], solution, n), 1e-8);
    }
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteIsRefused() {
    CholeskyFactor factor = CholeskyFactor.of(new double[][] {{4}});
    assertThrows(ArithmeticException.class, () -> factor.append(new double[] {2, 1}));
    assertThrows(ArithmeticException.class, () -> factor.append(new double[] {2, Double.NaN}));
    assertEquals(1, factor.size());
    factor.append(new double[] {2, 5});
    assertEquals(Math.log(16), factor.logDeterminant(), 1e-15);
  }
}

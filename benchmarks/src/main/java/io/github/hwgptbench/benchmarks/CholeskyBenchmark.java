package io.github.hwgptbench.benchmarks;

import io.github.hwgptbench.gp.CholeskyFactor;
import java.util.SplittableRandom;
import org.ejml.LinearSolverSafe;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Our Cholesky factor beside that of EJML: decomposing, and decomposing and inverting, which is
 * what a fit of hyperparameters spends its time on.
 */
@State(Scope.Thread)
public class CholeskyBenchmark extends MicrosecondBenchmark {

  /** Rows of the matrix. */
  @Param({"100", "500"})
  public int n;

  private double[][] rows;
  private DMatrixRMaj matrix;
  private DMatrixRMaj inverse;
  private LinearSolverDense<DMatrixRMaj> solver;

  /** Draws a positive definite matrix. */
  @Setup
  public void draw() {
    SplittableRandom random = new SplittableRandom(1);
    double[] places = random.doubles(n).toArray();
    rows = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        rows[i][j] = Math.exp(-Math.abs(places[i] - places[j])) + (i == j ? 0.01 : 0);
      }
    }
    matrix = new DMatrixRMaj(rows);
    inverse = new DMatrixRMaj(n, n);
    solver = new LinearSolverSafe<>(LinearSolverFactory_DDRM.symmPosDef(n));
  }

  /** Decomposes with our factor. */
  @Benchmark
  public CholeskyFactor ours() {
    return CholeskyFactor.of(rows);
  }

  /** Decomposes with EJML. */
  @Benchmark
  public boolean ejml() {
    return solver.setA(matrix);
  }

  /** Decomposes and inverts with our factor. */
  @Benchmark
  public double[][] inverseOurs() {
    return CholeskyFactor.of(rows).inverse();
  }

  /** Decomposes and inverts with EJML. */
  @Benchmark
  public DMatrixRMaj inverseEjml() {
    solver.setA(matrix);
    solver.invert(inverse);
    return inverse;
  }
}

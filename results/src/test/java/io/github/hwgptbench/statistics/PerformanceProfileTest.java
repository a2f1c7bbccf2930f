package io.github.hwgptbench.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PerformanceProfileTest {

  private static final double UNSOLVED = Double.POSITIVE_INFINITY;

  /** Four problems, of which nobody solves the last one. */
  private static final PerformanceProfile THREE = PerformanceProfile.of(new double[][] {
    {10, 20, 10},
    {30, 10, UNSOLVED},
    {40, 10, UNSOLVED},
    {UNSOLVED, UNSOLVED, UNSOLVED}
  });

  @Test
  void ratiosAreToTheBestSolverOfEachProblem() {
    assertEquals(
        List.of(List.of(1.0, 3.0, 4.0), List.of(1.0, 1.0, 2.0), List.of(1.0)), THREE.ratios());
  }

  @Test
  void sharesAreOfAllProblems() {
    // On the first problem, two solvers are the best.
    assertEquals(0.25, THREE.share(0, 1));
    assertEquals(0.5, THREE.share(1, 1));
    assertEquals(0.25, THREE.share(2, 1));
    assertEquals(0.25, THREE.share(0, 2.99));
    assertEquals(0.5, THREE.share(0, 3));
    assertEquals(0.75, THREE.share(0, 1e9));
    assertEquals(0.25, THREE.share(2, 1e9));
  }

  @Property(tries = 100)
  void oneSolverOrMoreIsTheBestOnEveryProblem(
      @ForAll @Size(min = 2, max = 5) List<@DoubleRange(min = 0.1, max = 10) Double> costs) {
    double[] problem = costs.stream().mapToDouble(Double::doubleValue).toArray();
    PerformanceProfile profile = PerformanceProfile.of(new double[][] {problem});
    double best = 0;
    for (int solver = 0; solver < problem.length; solver++) {
      best += profile.share(solver, 1);
    }
    assertEquals(
        costs.stream()
            .filter(cost -> cost.equals(costs.stream().sorted().findFirst().get()))
            .count(),
        best);
  }

  @Test
  void refusesWhatIsNoCost() {
    assertThrows(
        IllegalArgumentException.class, () -> PerformanceProfile.of(new double[][] {{1, 0}}));
    assertThrows(
        IllegalArgumentException.class, () -> PerformanceProfile.of(new double[][] {{1}, {1, 2}}));
    assertThrows(IllegalArgumentException.class, () -> PerformanceProfile.of(new double[0][]));
  }
}
